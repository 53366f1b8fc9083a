-- A place for a connection among those of its key.
-- KEYS  1 the key's connections
-- ARGV  1 connection, 2 for how long it counts as alive in ms, 3 most connections, 4 ms to keep
-- Returns 1 when there was a place

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
    return 0
end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
