-- Sets when a member is next looked at; one that is not in the set stays out.
-- KEYS  1 due set, 2 rings of due work
-- ARGV  1 member, 2 ms from now
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 0
