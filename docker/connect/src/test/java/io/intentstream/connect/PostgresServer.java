package io.intentstream.connect;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL on 127.0.0.1, with binaries from Maven Central and the tables and views of docker/postgres. */
final class PostgresServer implements AutoCloseable {
    static final String USER = "postgres";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static PostgresServer start() {
        try {
            PostgresServer server =
                    new PostgresServer(EmbeddedPostgres.builder().start());
            // Twice, as after an upgrade.
            for (int i = 0; i < 2; i++) {
                server.run(Path.of("../postgres/tables.sql"));
                server.run(Path.of("../postgres/views.sql"));
            }
            return server;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException(
                    "PostgreSQL does not start. It refuses to run as root: as root, the tests run it by `unshare -U`, which"
                            + " the kernel must allow; or run the build as another user, or leave the sinks out with"
                            + " ./mvnw verify -P '!connect'",
                    e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + USER;
    }

    /** The rows of a query, columns by name. */
    List<Map<String, Object>> rows(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String table) {
        return ((Number) rows("select count(*) as n from " + table).get(0).get("n")).longValue();
    }

    private void run(Path script) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(script));
        } catch (SQLException e) {
            throw new IllegalStateException(script.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
