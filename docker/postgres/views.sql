-- What one asks the tables of tables.sql most often.

-- Who is about to buy: the latest event was in the last half hour and left the intent HIGH.
create or replace view high_intent_users as
select user_id, intent_probability, last_seen, current_session_events, cart, top_categories
from user_profiles
where intent_band = 'HIGH' and last_seen > now() - interval '30 minutes'
order by intent_probability desc;

-- What lies in carts, one row per product.
create or replace view cart_items as
select p.user_id, p.last_seen, p.intent_band, c."itemId" as item_id, c."categoryId" as category_id, c.quantity,
       c."priceMinor" as price_minor, c.currency, c."addedAt" as added_at
from user_profiles p
cross join lateral jsonb_to_recordset(p.cart) as c(
    "itemId" text, "categoryId" text, quantity integer, "priceMinor" bigint, currency text, "addedAt" timestamptz);

-- Carts that were left: something in them, and no event for half an hour.
create or replace view abandoned_carts as
select user_id, last_seen, count(*) as products, min(added_at) as since
from cart_items
where last_seen < now() - interval '30 minutes'
group by user_id, last_seen;

-- Labels to target, one row per user and tag.
create or replace view user_tags as
select p.user_id, t.name, t.weight, t.since
from user_profiles p
cross join lateral jsonb_to_recordset(p.tags) as t(name text, weight double precision, since timestamptz);

-- What users lean to, one row per user and category.
create or replace view category_affinities as
select p.user_id, c.id as category_id, c.weight, c.share
from user_profiles p
cross join lateral jsonb_to_recordset(p.top_categories) as c(id text, weight double precision, share double precision);

-- How the intents of an hour are spread.
create or replace view intents_per_hour as
select date_trunc('hour', event_time, 'UTC') as hour, model_name, model_version, count(*) as intents,
       count(*) filter (where band = 'HIGH') as high, count(*) filter (where band = 'MEDIUM') as medium,
       count(*) filter (where degraded) as degraded, avg(probability) as mean_probability
from purchase_intents
group by hour, model_name, model_version;

-- Who belongs to an audience now, since when, and why.
create or replace view audience_members as
select audience, user_id, event_time as since, cause, event_id, values
from audience_memberships
where kind = 'ENTERED';

-- How large audiences are, who of their members is new, and who has left and not come back.
create or replace view audience_sizes as
select audience, count(*) filter (where kind = 'ENTERED') as members,
       count(*) filter (where kind = 'ENTERED' and event_time > now() - interval '24 hours') as new_in_24_hours,
       count(*) filter (where kind = 'EXITED' and event_time > now() - interval '24 hours') as left_in_24_hours
from audience_memberships
group by audience;

-- How many sessions end with a purchase, by day (UTC) and by the channel that they began with.
create or replace view session_conversion as
select date_trunc('day', started_at, 'UTC') as day, entry_channel, count(*) as sessions,
       count(*) filter (where bought) as bought, avg(bought::int) as conversion,
       count(*) filter (where cart_items > 0 and not bought) as left_a_cart, avg(events) as mean_events
from session_outcomes
group by day, entry_channel;

-- What to show each user next, one row per product, rank 1 first. The list is as of the user's event at as_of.
create or replace view next_items as
select r.user_id, i.rank, i.product ->> 'itemId' as item_id, i.product ->> 'categoryId' as category_id,
       (i.product ->> 'score')::double precision as score, i.product ->> 'reason' as reason,
       i.product ->> 'because' as because, r.event_time as as_of
from user_recommendations r
cross join lateral jsonb_array_elements(r.items) with ordinality as i(product, rank);

-- What goes with a product, one row per other product and kind, rank 1 first.
create or replace view associated_items as
select a.item_id, k.kind, o.rank, o.product ->> 'itemId' as other_item_id, (o.product ->> 'users')::bigint as users,
       (o.product ->> 'support')::double precision as support,
       (o.product ->> 'confidence')::double precision as confidence,
       (o.product ->> 'lift')::double precision as lift,
       (o.product ->> 'significance')::double precision as significance
from item_associations a
cross join lateral (values ('ALSO_VIEWED', a.also_viewed), ('ALSO_BOUGHT', a.also_bought)) as k(kind, products)
cross join lateral jsonb_array_elements(k.products) with ordinality as o(product, rank);
