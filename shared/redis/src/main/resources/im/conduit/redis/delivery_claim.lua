-- Gives the permit to send a delivery to one caller.
-- KEYS  1 delivery, 2 its task, 3 due set, 4 owners of due work, 5 rings of due work
-- ARGV  1 member of the due set, 2 sequence, 3 permit, 4 permit time in ms, 5 ms to keep it after its end
-- Returns {'claimed', fields}
--         {'not_due', owner, ms that are left}
--         {'overtaken', sequence of the progress that waits instead}
--         {'nothing'}

local GRACE = 1000
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)

local function ms(value)
    return string.format('%.0f', value)
end

local d = {}
local stored = redis.call('HGETALL', KEYS[1])
for i = 1, #stored, 2 do
    d[stored[i]] = stored[i + 1]
end

local t = {}
local names = {'seq', 'wh_waiting', 'wh_sending_until', 'wh_progress_at', 'wh_open', 'wh_retrying', 'wh_dead',
    'wh_attempts', 'wh_version'}
for i, value in ipairs(redis.call('HMGET', KEYS[2], unpack(names))) do
    t[names[i]] = value
end

-- Takes it out of the due set and the task's summary, if it was in them.
local function leave()
    local was = redis.call('ZREM', KEYS[3], ARGV[1])
    redis.call('HDEL', KEYS[4], ARGV[1])
    redis.call('HDEL', KEYS[5], ARGV[1])
    if was == 0 or not t.seq then
        return
    end
    local open = tonumber(t.wh_open or 0) - 1
    local retrying = tonumber(t.wh_retrying or 0) - (d.state == 'retrying' and 1 or 0)
    local status = open > 0 and (retrying > 0 and 'retrying' or 'pending')
        or tonumber(t.wh_dead or 0) > 0 and 'dead_letter'
        or tonumber(t.wh_attempts or 0) > 0 and 'delivered' or 'skipped'
    redis.call('HSET', KEYS[2], 'wh_open', ms(open), 'wh_retrying', ms(retrying), 'wh_status', status,
        'wh_version', ms(tonumber(t.wh_version or 0) + 1))
    if retrying == 0 then
        redis.call('HDEL', KEYS[2], 'wh_next')
    end
end

local function instead()
    return t.wh_waiting and {'overtaken', t.wh_waiting} or {'nothing'}
end

if d.state ~= 'planned' and d.state ~= 'retrying' then
    leave()
    return d.state == 'dropped' and instead() or {'nothing'}
end
if d.permit and tonumber(d.permit_until) > now then
    return {'nothing'}
end

local progress = string.find(d.event, '^%d+ %d+ progress ')
if progress and t.seq ~= ARGV[2] then
    leave()
    redis.call('HSET', KEYS[1], 'state', 'dropped', 'ended', ms(now))
    redis.call('HDEL', KEYS[1], 'permit', 'permit_until', 'next')
    redis.call('PEXPIRE', KEYS[1], ARGV[5])
    return instead()
end

local rest = tonumber(d.next or 0) - now
if progress then
    if t.wh_sending_until and tonumber(t.wh_sending_until) > now then
        return {'nothing'}
    end
    rest = math.max(rest, tonumber(t.wh_progress_at or 0) - now)
end
if rest > 0 then
    return {'not_due', d.key, rest}
end

local free = ms(now + tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'permit', ARGV[3], 'permit_until', free)
redis.call('ZADD', KEYS[3], ms(now + tonumber(ARGV[4]) + GRACE), ARGV[1])
redis.call('HSET', KEYS[4], ARGV[1], d.key)
redis.call('HDEL', KEYS[5], ARGV[1])
if progress then
    redis.call('HSET', KEYS[2], 'wh_sending_until', free)
    if t.wh_waiting == ARGV[2] then
        redis.call('HDEL', KEYS[2], 'wh_waiting')
    end
end
return {'claimed', stored}
