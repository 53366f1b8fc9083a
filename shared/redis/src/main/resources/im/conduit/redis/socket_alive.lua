-- A connection was heard: it counts as alive again.
-- KEYS  1 the key's connections
-- ARGV  1 connection, 2 for how long in ms, 3 ms to keep

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[3])
