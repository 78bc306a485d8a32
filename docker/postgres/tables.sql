-- The tables that docker/connect/sinks/postgres-*.json write. Run it before the connectors start, and again after an upgrade: it
-- changes only what is missing. The connectors add the columns of a later version of a schema themselves
-- (schema.evolution=basic), so their user must own the tables.

create table if not exists user_profiles (
    user_id                           text primary key,
    update_number                     bigint not null,
    first_seen                        timestamptz not null,
    last_seen                         timestamptz not null,
    sessions                          bigint not null,
    -- Events by type: {"VIEW_ITEM": 12, "PURCHASE": 1}; a type that is not there has none.
    lifetime_counts                   jsonb not null,
    last_hour_counts                  jsonb not null,
    last_24_hours_counts              jsonb not null,
    last_7_days_counts                jsonb not null,
    last_30_days_counts               jsonb not null,
    current_session_number            bigint not null,
    current_session_started_at        timestamptz not null,
    current_session_events            integer not null,
    current_session_duration_millis   bigint not null,
    current_session_items             integer not null,
    current_session_categories        integer not null,
    last_purchase_at                  timestamptz,
    orders                            bigint not null,
    monetary                          jsonb not null,
    rhythm_mean_event_interval_millis bigint,
    rhythm_mean_session_gap_millis    bigint,
    rhythm_mean_dwell_millis          bigint,
    rhythm_active_hours               jsonb not null,
    top_categories                    jsonb not null,
    top_brands                        jsonb not null,
    price_band_low_minor              bigint,
    price_band_typical_minor          bigint,
    price_band_high_minor             bigint,
    channels                          jsonb not null,
    cart                              jsonb not null,
    trajectory                        jsonb not null,
    tags                              jsonb not null,
    intent_probability                double precision not null,
    intent_band                       text not null,
    intent_degraded                   boolean not null,
    changed                           jsonb not null
);

create index if not exists user_profiles_last_seen on user_profiles (last_seen);
create index if not exists user_profiles_high_intent on user_profiles (last_seen, intent_probability) where intent_band = 'HIGH';
create index if not exists user_profiles_tags on user_profiles using gin (tags jsonb_path_ops);

comment on table user_profiles is 'The latest profile of each user; a user who expires or is erased goes.';

create table if not exists purchase_intents (
    -- Where the record stands in the topic: what makes a second delivery the same row.
    topic_partition      integer not null,
    topic_offset         bigint not null,
    user_id              text not null,
    event_id             text not null,
    event_time           timestamptz not null,
    event_type           text,
    item_id              text,
    category_id          text,
    update_number        bigint not null,
    probability          double precision not null,
    previous_probability double precision,
    change               double precision not null,
    band                 text not null,
    horizon              text not null,
    drivers              jsonb not null,
    categories           jsonb not null,
    model_name           text not null,
    model_version        text not null,
    model_fingerprint    text not null,
    late                 boolean not null,
    degraded             boolean not null,
    primary key (topic_partition, topic_offset)
);

-- For tables of release 1: their rows do not say what their event was.
alter table purchase_intents
    add column if not exists event_type text,
    add column if not exists item_id text,
    add column if not exists category_id text;

create index if not exists purchase_intents_user on purchase_intents (user_id, event_time desc);
create index if not exists purchase_intents_time on purchase_intents using brin (event_time);

comment on table purchase_intents is 'One row per record of the topic, that is, per accepted event.';

create table if not exists audience_memberships (
    user_id       text not null,
    audience      text not null,
    -- ENTERED for a member, EXITED for a user who has left.
    kind          text not null,
    event_time    timestamptz not null,
    cause         text not null,
    event_id      text,
    -- For a user who has left: when the membership had begun.
    member_since  timestamptz,
    update_number bigint not null,
    definition    text not null,
    late          boolean not null,
    -- What the condition read: {"cart.items": "2"}.
    values        jsonb not null,
    primary key (user_id, audience)
);

create index if not exists audience_memberships_members on audience_memberships (audience, event_time) where kind = 'ENTERED';

comment on table audience_memberships is 'The latest change of each user in each audience: who belongs to it, and who has left it.';

create table if not exists session_outcomes (
    user_id                     text not null,
    session                     bigint not null,
    started_at                  timestamptz not null,
    ended_at                    timestamptz not null,
    events                      integer not null,
    items                       integer not null,
    cart_items                  integer not null,
    cart_value_minor            bigint not null,
    bought                      boolean not null,
    orders                      integer not null,
    order_value_minor           bigint not null,
    currency                    text,
    entry_channel               text,
    probability_after_1         double precision,
    probability_after_3         double precision,
    probability_after_5         double precision,
    probability_after_10        double precision,
    highest_probability         double precision,
    probability_before_purchase double precision,
    model_fingerprint           text not null,
    late                        boolean not null,
    primary key (user_id, started_at)
);

create index if not exists session_outcomes_time on session_outcomes using brin (started_at);

comment on table session_outcomes is 'One row per session that has ended.';

create table if not exists user_recommendations (
    user_id           text primary key,
    event_id          text not null,
    event_time        timestamptz not null,
    update_number     bigint not null,
    trigger           text not null,
    -- Products, the best first: [{"itemId": "i-7", "categoryId": "shoes", "score": 0.8, "reason": "ALSO_VIEWED", "because": "i-3"}]
    items             jsonb not null,
    categories        jsonb not null,
    items_name        text not null,
    items_version     text not null,
    items_fingerprint text not null
);

comment on table user_recommendations is 'The latest list of each user; a user who expires or is erased goes.';

create table if not exists item_associations (
    item_id           text primary key,
    category_id       text,
    users             bigint not null,
    -- Products, the strongest first: [{"itemId": "i-7", "users": 5, "support": 0.01, "confidence": 0.3, "lift": 12.5, ...}]
    also_viewed       jsonb not null,
    also_bought       jsonb not null,
    items_name        text not null,
    items_version     text not null,
    items_fingerprint text not null
);

comment on table item_associations is 'What goes with each product; publish-items writes the topic.';

-- Erasure. The receipts of the engine (topic user-control-receipts) tell which users are erased; a profile's deletion does
-- not, since profiles that expire are deleted as well. One row per user and kind of request: the latest receipt.
create table if not exists user_receipts (
    user_id      text not null,
    kind         text not null,
    request_id   text not null,
    effect       text not null,
    ignoring     boolean not null,
    partition    integer not null,
    requested_at timestamptz not null,
    primary key (user_id, kind)
);

comment on table user_receipts is 'The latest receipt of each kind of request for each user; an ERASE deletes the user''s rows.';

-- A receipt that is delivered again, and those of a request's other partitions, change nothing.
create or replace function skip_known_receipt() returns trigger language plpgsql as $$
begin
    return null;
end $$;

create or replace trigger skip_known_receipts before update on user_receipts
for each row when (new.requested_at <= old.requested_at) execute function skip_known_receipt();

-- Deletes the intents that came before the erasure. An event's time may be an hour ahead (event.max.future).
create or replace function delete_intents_of_erased_user() returns trigger language plpgsql as $$
begin
    -- Waits for transactions that are storing intents. Those that follow see the receipt.
    lock table purchase_intents in share row exclusive mode;
    delete from purchase_intents where user_id = new.user_id and event_time <= new.requested_at + interval '1 hour';
    return null;
end $$;

create or replace trigger erase_intents after insert or update on user_receipts
for each row when (new.kind = 'ERASE') execute function delete_intents_of_erased_user();

-- Skips intents from before the erasure that arrive after its receipt: the connectors read their topics independently.
create or replace function skip_intent_of_erased_user() returns trigger language plpgsql as $$
begin
    if exists (select from user_receipts
               where user_id = new.user_id and kind = 'ERASE' and requested_at >= new.event_time) then
        return null;
    end if;
    return new;
end $$;

create or replace trigger skip_erased_intents before insert on purchase_intents
for each row execute function skip_intent_of_erased_user();

-- The same for audiences and sessions. An engine that could read the user's state also says that the user leaves every
-- audience (cause ERASED): such a row would only remember the user.
create or replace function delete_changes_of_erased_user() returns trigger language plpgsql as $$
begin
    lock table audience_memberships, session_outcomes in share row exclusive mode;
    delete from audience_memberships where user_id = new.user_id and event_time <= new.requested_at + interval '1 hour';
    delete from session_outcomes where user_id = new.user_id and ended_at <= new.requested_at + interval '1 hour';
    return null;
end $$;

create or replace trigger erase_changes after insert or update on user_receipts
for each row when (new.kind = 'ERASE') execute function delete_changes_of_erased_user();

create or replace function skip_membership_of_erased_user() returns trigger language plpgsql as $$
begin
    if new.cause = 'ERASED' then
        delete from audience_memberships where user_id = new.user_id and audience = new.audience;
        return null;
    end if;
    if exists (select from user_receipts
               where user_id = new.user_id and kind = 'ERASE' and requested_at >= new.event_time) then
        return null;
    end if;
    return new;
end $$;

create or replace trigger skip_erased_memberships before insert on audience_memberships
for each row execute function skip_membership_of_erased_user();

create or replace function skip_session_of_erased_user() returns trigger language plpgsql as $$
begin
    if exists (select from user_receipts
               where user_id = new.user_id and kind = 'ERASE' and requested_at >= new.ended_at) then
        return null;
    end if;
    return new;
end $$;

create or replace trigger skip_erased_sessions before insert on session_outcomes
for each row execute function skip_session_of_erased_user();
