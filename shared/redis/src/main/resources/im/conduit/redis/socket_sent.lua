-- An event was sent: nothing older goes out to these subscriptions.
-- KEYS  1 the task's watchers
-- ARGV  1 sequence, 2… fields

for i = 2, #ARGV do
    local known = redis.call('HGET', KEYS[1], ARGV[i])
    local at, last, rest = string.match(known or '', '^(%d+) on (%d+) (.*)$')
    if at and tonumber(last) < tonumber(ARGV[1]) then
        redis.call('HSET', KEYS[1], ARGV[i], at .. ' on ' .. ARGV[1] .. ' ' .. rest)
    end
end
return 1
