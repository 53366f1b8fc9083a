-- Keeps the body of a delivery, and lets go what it was made of.
-- KEYS  1 delivery
-- ARGV  1 permit, 2 body
-- Returns the kept body; nothing when the permit is lost
if redis.call('HGET', KEYS[1], 'permit') ~= ARGV[1] then
    return false
end
if redis.call('HSETNX', KEYS[1], 'body', ARGV[2]) == 0 then
    return redis.call('HGET', KEYS[1], 'body')
end
local head = string.match(redis.call('HGET', KEYS[1], 'event'), '^%d+ %d+ %a+ ')
redis.call('HSET', KEYS[1], 'event', head .. '{}')
redis.call('HDEL', KEYS[1], 'model', 'prompt', 'metadata')
return ARGV[2]
