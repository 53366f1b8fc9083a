-- Gives the permit to send a delivery to one caller.
-- KEYS  of delivery.lua
-- ARGV  1 and 2 of delivery.lua, 3 permit, 4 permit time in ms, 5 ms to keep it after its end
-- Returns {'claimed', fields}
--         {'not_due', owner, ms that are left}
--         {'overtaken', sequence of the progress that waits instead}
--         {'nothing'}

local function instead()
    return t.wh_waiting and {'overtaken', t.wh_waiting} or {'nothing'}
end

if d.state ~= 'planned' and d.state ~= 'retrying' then
    if leave() > 0 then
        summarize()
    end
    return d.state == 'dropped' and instead() or {'nothing'}
end
if d.permit and tonumber(d.permit_until) > now then
    return {'nothing'}
end

if overtaken then
    leave()
    retrying = retrying - (d.state == 'retrying' and 1 or 0)
    redis.call('HSET', KEYS[1], 'state', 'dropped', 'ended', ms(now))
    redis.call('HDEL', KEYS[1], 'permit', 'permit_until', 'next')
    redis.call('PEXPIRE', KEYS[1], ARGV[5])
    summarize()
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
