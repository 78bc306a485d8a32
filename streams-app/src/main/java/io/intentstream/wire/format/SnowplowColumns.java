package io.intentstream.wire.format;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of the columns of Snowplow's events. */
final class SnowplowColumns {

    /** The columns of a line of the enriched stream, in Snowplow's order. */
    static final List<String> NAMES = List.of(("""
            app_id platform etl_tstamp collector_tstamp dvce_created_tstamp event event_id txn_id name_tracker
            v_tracker v_collector v_etl user_id user_ipaddress user_fingerprint domain_userid domain_sessionidx
            network_userid geo_country geo_region geo_city geo_zipcode geo_latitude geo_longitude
            geo_region_name ip_isp ip_organization ip_domain ip_netspeed page_url page_title page_referrer
            page_urlscheme page_urlhost page_urlport page_urlpath page_urlquery page_urlfragment refr_urlscheme
            refr_urlhost refr_urlport refr_urlpath refr_urlquery refr_urlfragment refr_medium refr_source
            refr_term mkt_medium mkt_source mkt_term mkt_content mkt_campaign contexts se_category se_action
            se_label se_property se_value unstruct_event tr_orderid tr_affiliation tr_total tr_tax tr_shipping
            tr_city tr_state tr_country ti_orderid ti_sku ti_name ti_category ti_price ti_quantity
            pp_xoffset_min pp_xoffset_max pp_yoffset_min pp_yoffset_max useragent br_name br_family br_version
            br_type br_renderengine br_lang br_features_pdf br_features_flash br_features_java
            br_features_director br_features_quicktime br_features_realplayer br_features_windowsmedia
            br_features_gears br_features_silverlight br_cookies br_colordepth br_viewwidth br_viewheight
            os_name os_family os_manufacturer os_timezone dvce_type dvce_ismobile dvce_screenwidth
            dvce_screenheight doc_charset doc_width doc_height tr_currency tr_total_base tr_tax_base
            tr_shipping_base ti_currency ti_price_base base_currency geo_timezone mkt_clickid mkt_network
            etl_tags dvce_sent_tstamp refr_domain_userid refr_device_tstamp derived_contexts domain_sessionid
            derived_tstamp event_vendor event_name event_format event_version event_fingerprint true_tstamp
            """).strip().split("\\s+"));

    private SnowplowColumns() {}

    /**
     * The column of an entity or event of a schema, as Snowplow's analytics SDKs name it.
     *
     * @param kind {@code contexts} or {@code unstruct_event}
     * @param schema such as {@code iglu:com.acme/some_thing/jsonschema/1-0-2}
     * @return such as {@code contexts_com_acme_some_thing_1}; null when that is no schema
     */
    static @Nullable String ofSchema(String kind, String schema) {
        String[] parts =
                schema.startsWith("iglu:") ? schema.substring("iglu:".length()).split("/") : new String[0];
        if (parts.length != 4) {
            return null;
        }
        int dash = parts[3].indexOf('-');
        String major = dash < 0 ? parts[3] : parts[3].substring(0, dash);
        return kind + "_" + parts[0].replace('.', '_').replace('-', '_').toLowerCase(Locale.ROOT) + "_"
                + snakeCase(parts[1]) + "_" + major;
    }

    /** {@code WebPage} becomes {@code web_page}. */
    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)
                    && i > 0
                    && (Character.isLowerCase(name.charAt(i - 1)) || Character.isDigit(name.charAt(i - 1)))) {
                snake.append('_');
            }
            snake.append(c == '-' || c == '.' ? '_' : Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
