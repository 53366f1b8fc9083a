-- A subscription or its end, unless a change that was asked for later is known.
-- KEYS  1 the task's watchers
-- ARGV  1 field, 2 when it was asked for in ms, 3 value (begins with ARGV[2] and a space), 4 ms to keep
-- Returns 1 when it was taken

local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and tonumber(string.match(known, '^%d+')) > tonumber(ARGV[2]) then
    return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
