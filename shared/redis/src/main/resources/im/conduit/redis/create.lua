-- Writes a pending task and its due work, unless the task is there already.
-- KEYS  1 task, 2 due set, 3 owners of due work
-- ARGV  1 id, 2 owner, 3 queue limit in ms, 4 ms until the first look, 5… fields and values of the task
-- Returns the task's fields and values.
if redis.call('EXISTS', KEYS[1]) == 0 then
    local clock = redis.call('TIME')
    local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
    local function ms(value) return string.format('%.0f', value) end
    local member = 'g:' .. ARGV[1]
    redis.call('HSET', KEYS[1], 'v', '1', 'id', ARGV[1], 'owner', ARGV[2], 'status', 'pending',
        'seq', '0', 'retry', '0', 'attempt', '1', 'percent', '0', 'created', ms(now), 'updated', ms(now),
        'queue_until', ms(now + tonumber(ARGV[3])))
    for i = 5, #ARGV, 2 do
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
    redis.call('ZADD', KEYS[2], ms(now + tonumber(ARGV[4])), member)
    redis.call('HSET', KEYS[3], member, ARGV[2])
end
return redis.call('HGETALL', KEYS[1])
