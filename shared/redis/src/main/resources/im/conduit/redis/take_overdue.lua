-- Takes overdue members and moves each one's score to now + 30 s, 1, 2, 4, 8, 10, 10 … min.
-- KEYS  1 due set, 2 owners of due work, 3 rings of due work
-- ARGV  1 the most members to take
-- Returns members and owners, alternating; the owner is '' where none is known.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local taken = {}
local overdue = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, ARGV[1])
for _, member in ipairs(overdue) do
    local rings = redis.call('HINCRBY', KEYS[3], member, 1)
    local wait = math.min(30000 * 2 ^ math.min(rings - 1, 10), 600000)
    redis.call('ZADD', KEYS[1], string.format('%.0f', now + wait), member)
    taken[#taken + 1] = member
    taken[#taken + 1] = redis.call('HGET', KEYS[2], member) or ''
end
return taken
