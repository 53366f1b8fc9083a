-- Records what became of a delivery's turn, and gives the permit back.
-- KEYS  of delivery.lua
-- ARGV  1 and 2 of delivery.lua, 3 what the member begins with before the sequence, 4 permit,
--       5 'delivered', 'retry', 'dead' or 'postponed', 6 ms until the next attempt, 7 attempt as JSON or '',
--       8 its error or '', 9 cause of giving up or '', 10 ms to keep it after its end,
--       11 ms between two progress deliveries of a task
-- Returns {'lost'}, {'done'}, or {'ring', sequence, ms}: look at that delivery after that time

if d.permit ~= ARGV[4] then
    return {'lost'}
end

local outcome = ARGV[5]
if overtaken and outcome ~= 'delivered' then
    outcome = 'dropped'
end
local again = now + tonumber(ARGV[6])
local reply

redis.call('HDEL', KEYS[1], 'permit', 'permit_until', 'next')
if ARGV[7] ~= '' then
    local history = d.history and d.history .. '\n' .. ARGV[7] or ARGV[7]
    redis.call('HSET', KEYS[1], 'history', history, 'attempts', ms(tonumber(d.attempts) + 1))
    attempts = attempts + 1
end

if d.state == 'retrying' and outcome ~= 'postponed' then
    retrying = retrying - 1
end
if outcome == 'retry' or outcome == 'postponed' then
    redis.call('HSET', KEYS[1], 'next', ms(again))
    if outcome == 'retry' then
        redis.call('HSET', KEYS[1], 'state', 'retrying')
        retrying = retrying + 1
    end
    redis.call('ZADD', KEYS[3], ms(again + GRACE), ARGV[1])
    redis.call('HDEL', KEYS[5], ARGV[1])
    reply = {'ring', ARGV[2], tonumber(ARGV[6])}
else
    redis.call('HSET', KEYS[1], 'state', outcome == 'dead' and 'dead_letter' or outcome, 'ended', ms(now))
    if outcome == 'dead' then
        redis.call('HSET', KEYS[1], 'cause', ARGV[9])
        dead = dead + 1
    end
    redis.call('PEXPIRE', KEYS[1], ARGV[10])
    leave()
    reply = {'done'}
end

summarize()
if not t.seq then
    return reply
end
if ARGV[8] ~= '' then
    redis.call('HSET', KEYS[2], 'wh_error', ARGV[8])
end
if outcome == 'retry' then
    local earlier = tonumber(t.wh_next or 0)
    redis.call('HSET', KEYS[2], 'wh_next', ms(earlier > now and math.min(earlier, again) or again))
end
if progress then
    redis.call('HDEL', KEYS[2], 'wh_sending_until')
    redis.call('HSET', KEYS[2], 'wh_progress_at', ms(now + tonumber(ARGV[11])))
    if t.wh_waiting then
        local behind = ARGV[3] .. t.wh_waiting
        redis.call('ZADD', KEYS[3], 'XX', ms(now + tonumber(ARGV[11]) + GRACE), behind)
        redis.call('HDEL', KEYS[5], behind)
        reply = {'ring', t.wh_waiting, tonumber(ARGV[11])}
    end
end
return reply
