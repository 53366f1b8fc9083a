-- Records what became of a delivery's turn, and gives the permit back.
-- KEYS  1 delivery, 2 its task, 3 due set, 4 owners of due work, 5 rings of due work
-- ARGV  1 member of the due set, 2 what it begins with before the sequence, 3 sequence, 4 permit,
--       5 'delivered', 'retry', 'dead' or 'postponed', 6 ms until the next attempt, 7 attempt as JSON or '',
--       8 its error or '', 9 cause of giving up or '', 10 ms to keep it after its end,
--       11 ms between two progress deliveries of a task
-- Returns {'lost'}, {'done'}, or {'ring', sequence, ms}: look at that delivery after that time

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
if d.permit ~= ARGV[4] then
    return {'lost'}
end

local t = {}
local names = {'seq', 'wh_waiting', 'wh_open', 'wh_retrying', 'wh_dead', 'wh_attempts', 'wh_version', 'wh_next'}
for i, value in ipairs(redis.call('HMGET', KEYS[2], unpack(names))) do
    t[names[i]] = value
end
local open, retrying, dead, attempts = tonumber(t.wh_open or 0), tonumber(t.wh_retrying or 0),
    tonumber(t.wh_dead or 0), tonumber(t.wh_attempts or 0)

local progress = string.find(d.event, '^%d+ %d+ progress ')
local outcome = ARGV[5]
if progress and outcome ~= 'delivered' and t.seq ~= ARGV[3] then
    outcome = 'dropped'
end
local ends = outcome ~= 'retry' and outcome ~= 'postponed'
local again = now + tonumber(ARGV[6])

redis.call('HDEL', KEYS[1], 'permit', 'permit_until', 'next')
if ARGV[7] ~= '' then
    local history = d.history and d.history .. '\n' .. ARGV[7] or ARGV[7]
    redis.call('HSET', KEYS[1], 'history', history, 'attempts', ms(tonumber(d.attempts) + 1))
    attempts = attempts + 1
end

if d.state == 'retrying' and outcome ~= 'postponed' then
    retrying = retrying - 1
end
if ends then
    local state = outcome == 'dead' and 'dead_letter' or outcome
    redis.call('HSET', KEYS[1], 'state', state, 'ended', ms(now))
    if outcome == 'dead' then
        redis.call('HSET', KEYS[1], 'cause', ARGV[9])
        dead = dead + 1
    end
    redis.call('PEXPIRE', KEYS[1], ARGV[10])
    open = open - redis.call('ZREM', KEYS[3], ARGV[1])
    redis.call('HDEL', KEYS[4], ARGV[1])
    redis.call('HDEL', KEYS[5], ARGV[1])
else
    redis.call('HSET', KEYS[1], 'next', ms(again))
    if outcome == 'retry' then
        redis.call('HSET', KEYS[1], 'state', 'retrying')
        retrying = retrying + 1
    end
    redis.call('ZADD', KEYS[3], ms(again + GRACE), ARGV[1])
    redis.call('HDEL', KEYS[5], ARGV[1])
end

local reply = ends and {'done'} or {'ring', ARGV[3], tonumber(ARGV[6])}

if t.seq then
    local status = open > 0 and (retrying > 0 and 'retrying' or 'pending')
        or dead > 0 and 'dead_letter' or attempts > 0 and 'delivered' or 'skipped'
    redis.call('HSET', KEYS[2], 'wh_status', status, 'wh_open', ms(open), 'wh_retrying', ms(retrying),
        'wh_dead', ms(dead), 'wh_attempts', ms(attempts), 'wh_version', ms(tonumber(t.wh_version or 0) + 1))
    if ARGV[8] ~= '' then
        redis.call('HSET', KEYS[2], 'wh_error', ARGV[8])
    end
    if retrying == 0 then
        redis.call('HDEL', KEYS[2], 'wh_next')
    elseif outcome == 'retry' then
        local earlier = tonumber(t.wh_next or 0)
        redis.call('HSET', KEYS[2], 'wh_next', ms(earlier > now and math.min(earlier, again) or again))
    end
    if progress then
        redis.call('HDEL', KEYS[2], 'wh_sending_until')
        redis.call('HSET', KEYS[2], 'wh_progress_at', ms(now + tonumber(ARGV[11])))
        if t.wh_waiting then
            local behind = ARGV[2] .. t.wh_waiting
            redis.call('ZADD', KEYS[3], 'XX', ms(now + tonumber(ARGV[11]) + GRACE), behind)
            redis.call('HDEL', KEYS[5], behind)
            reply = {'ring', t.wh_waiting, tonumber(ARGV[11])}
        end
    end
end
return reply
