import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an engine for users' recommendations at a steady rate. The time of a list runs from when it was due, so that waiting
 * behind others counts.
 *
 * <pre>java ListLoad.java URL LISTS_PER_SECOND SECONDS</pre>
 */
public final class ListLoad {
    private static final Pattern USER = Pattern.compile("\"userId\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore connections = new Semaphore(32);
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger measured = new AtomicInteger();
    private final long[] nanos;

    private ListLoad(int lists) {
        this.nanos = new long[lists];
    }

    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[1]);
        int lists = rate * Integer.parseInt(args[2]);
        ListLoad load = new ListLoad(lists);
        load.run(args[0], load.users(args[0]), lists, 1_000_000_000L / rate);
    }

    private List<String> users(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/users?limit=500")).build();
        Matcher matcher = USER.matcher(client.send(request, BodyHandlers.ofString()).body());
        List<String> users = new ArrayList<>();
        while (matcher.find()) {
            users.add(URLEncoder.encode(matcher.group(1), StandardCharsets.UTF_8));
        }
        return users;
    }

    private void run(String url, List<String> users, int lists, long interval) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < lists; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            connections.acquire();
            String user = users.get(i % users.size());
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/users/" + user + "/recommendations?limit=20"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                if (failure == null && answer.statusCode() == 200) {
                    nanos[measured.getAndIncrement()] = System.nanoTime() - due;
                } else {
                    failed.incrementAndGet();
                }
                connections.release();
            });
        }
        connections.acquire(32);
        report((System.nanoTime() - start) / 1e9, users.size());
    }

    private void report(double seconds, int users) {
        long[] sorted = Arrays.copyOf(nanos, measured.get());
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%,d lists of %,d users in %.1f s: %,.0f lists/s, %d failed; p50 %.1f ms, p90 %.1f ms, p99 %.1f ms%n",
                sorted.length,
                users,
                seconds,
                sorted.length / seconds,
                failed.get(),
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 9 / 10] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }
}
