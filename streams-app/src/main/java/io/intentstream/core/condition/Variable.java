package io.intentstream.core.condition;

/** The variables and functions of a condition, by type. Their names are those of the language. */
public interface Variable {
    /** As conditions name it, such as {@code cart.items}. */
    String cel();

    /** Whether it is missing once the session is over. */
    default boolean endsWithSession() {
        return false;
    }

    /** A number; NaN when it is missing. */
    enum Numeric implements Variable {
        EVENTS("events"),
        SESSIONS("sessions"),
        ORDERS("orders"),
        SESSION_EVENTS("session.events"),
        SESSION_ITEMS("session.items"),
        SESSION_CATEGORIES("session.categories"),
        /** Different products in the cart. */
        CART_ITEMS("cart.items"),
        /** Geometric mean of the prices of viewed products, in minor units. */
        TYPICAL_PRICE_MINOR("typicalPriceMinor"),
        /**
         * How much cheaper chosen products are than viewed ones: difference of the mean logarithms of their prices. Missing
         * before 10 viewed and 3 chosen products.
         */
        PRICE_DISTANCE("priceDistance"),
        NIGHT_SHARE("nightShare"),
        INTENT_PROBABILITY("intent.probability");

        private final String cel;

        Numeric(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }

        @Override
        public boolean endsWithSession() {
            return this == INTENT_PROBABILITY;
        }

        /** Whether it is a whole number. */
        public boolean isWhole() {
            return this != PRICE_DISTANCE && this != NIGHT_SHARE && this != INTENT_PROBABILITY;
        }
    }

    /** A function of a name that gives a number; NaN when it is missing. */
    enum Keyed implements Variable {
        AFFINITY("affinity"),
        BRAND_AFFINITY("brandAffinity"),
        CHANNEL_SHARE("channelShare"),
        INTENT_CATEGORY("intent.category"),
        CART_VALUE_MINOR("cart.valueMinor"),
        SPENT_MINOR("spentMinor"),
        AVERAGE_ORDER_MINOR("averageOrderMinor");

        private final String cel;

        Keyed(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }

        @Override
        public boolean endsWithSession() {
            return this == INTENT_CATEGORY;
        }

        /** Whether it is a whole number. */
        public boolean isWhole() {
            return this == CART_VALUE_MINOR || this == SPENT_MINOR || this == AVERAGE_ORDER_MINOR;
        }
    }

    /** A moment in epoch milliseconds; -1 when it is missing. */
    enum Moment implements Variable {
        FIRST_SEEN("firstSeen"),
        LAST_SEEN("lastSeen"),
        LAST_PURCHASE("lastPurchase"),
        /** When the newest product in the cart was put there. */
        CART_ADDED("cartAdded"),
        SESSION_STARTED("session.startedAt");

        private final String cel;

        Moment(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }
    }

    /** A text; null when it is missing. */
    enum Text implements Variable {
        INTENT_BAND("intent.band"),
        FAVOURITE_CATEGORY("favouriteCategory"),
        FAVOURITE_BRAND("favouriteBrand");

        private final String cel;

        Text(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }

        @Override
        public boolean endsWithSession() {
            return this == INTENT_BAND;
        }
    }

    /** True or false. */
    enum Flag implements Variable {
        SESSION_ACTIVE("session.active"),
        /** Whether the oldest product in the cart was put there in an earlier session. */
        CART_FROM_EARLIER_SESSION("cart.fromEarlierSession");

        private final String cel;

        Flag(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }

        @Override
        public boolean endsWithSession() {
            return this == SESSION_ACTIVE;
        }
    }

    /** A length of time that does not grow without events, in milliseconds; -1 when it is missing. */
    enum Length implements Variable {
        /** From the current session's first event to its latest. */
        SESSION_DURATION("session.duration"),
        /** From the previous session's last event to the current session's first; missing in the first session. */
        SESSION_ABSENCE("session.absence");

        private final String cel;

        Length(String cel) {
            this.cel = cel;
        }

        @Override
        public String cel() {
            return cel;
        }
    }
}
