-- Removes a member for good.
-- KEYS  1 due set, 2 owners of due work, 3 rings of due work
-- ARGV  1 member
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return 0
