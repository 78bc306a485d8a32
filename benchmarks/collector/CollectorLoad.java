import java.io.BufferedWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends batches of Segment messages to a collector at a steady rate, as trackers do: a batch that is not answered with 200 is sent
 * again. The time of a batch runs from when it was due, so that waiting behind others counts.
 *
 * <pre>java CollectorLoad.java URL WRITE_KEY EVENTS_PER_SECOND SECONDS [BATCH [CONNECTIONS [FILE_OF_ACKNOWLEDGED_IDS]]]</pre>
 */
public final class CollectorLoad {
    private static final int USERS = 5_000;
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final URI target;
    private final String authorization;
    private final int batch;
    private final Semaphore connections;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final long[] nanos;
    private final AtomicInteger measured = new AtomicInteger();

    private CollectorLoad(String url, String key, int batch, int connections, int batches) {
        this.target = URI.create(url + "/v1/batch");
        this.authorization = "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes());
        this.batch = batch;
        this.connections = new Semaphore(connections);
        this.nanos = new long[batches];
    }

    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        int batch = args.length > 4 ? Integer.parseInt(args[4]) : 100;
        int connections = args.length > 5 ? Integer.parseInt(args[5]) : 32;
        int batches = (int) ((long) rate * seconds / batch);
        CollectorLoad load = new CollectorLoad(args[0], args[1], batch, connections, batches);
        load.run(batches, (long) (1e9 * batch / rate));
        if (args.length > 6) {
            load.writeAcknowledged(Path.of(args[6]));
        }
    }

    private void run(int batches, long interval) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            connections.acquire();
            underWay.incrementAndGet();
            send(i, request(i), due, System.nanoTime() + GIVE_UP.toNanos());
        }
        while (underWay.get() > 0) {
            Thread.sleep(10);
        }
        report((System.nanoTime() - start) / 1e9);
    }

    private void send(int number, HttpRequest request, long due, long deadline) {
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            String outcome = failure == null ? Integer.toString(answer.statusCode()) : "no answer";
            answers.computeIfAbsent(outcome, o -> new AtomicInteger()).incrementAndGet();
            if (failure == null && answer.statusCode() == 200 && answer.body().equals("{\"success\":true}")) {
                nanos[measured.getAndIncrement()] = System.nanoTime() - due;
                acknowledged.add(number);
                done();
            } else if (System.nanoTime() > deadline) {
                unanswered.incrementAndGet();
                done();
            } else {
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                        .execute(() -> send(number, request, due, deadline));
            }
        });
    }

    private void done() {
        connections.release();
        underWay.decrementAndGet();
    }

    private HttpRequest request(int number) {
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(number)))
                .build();
    }

    private String body(int number) {
        String now = Instant.now().toString();
        StringBuilder json = new StringBuilder(batch * 520).append("{\"sentAt\":\"").append(now).append("\",\"batch\":[");
        for (int i = 0; i < batch; i++) {
            int seed = number * batch + i;
            json.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"")
                    .append(id(number, i))
                    .append("\",\"userId\":\"load-")
                    .append(seed * 7919L % USERS)
                    .append("\",\"timestamp\":\"")
                    .append(now)
                    .append("\",\"context\":{\"library\":{\"name\":\"load\",\"version\":\"1\"},\"page\":{\"path\":\"/p/")
                    .append(seed % 997)
                    .append("\",\"url\":\"https://shop.example/p/")
                    .append(seed % 997)
                    .append("\",\"title\":\"A product of the shop\"},\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64)\"},")
                    .append("\"properties\":{\"product_id\":\"item-")
                    .append(seed % 997)
                    .append("\",\"category\":\"category-")
                    .append(seed % 37)
                    .append("\",\"brand\":\"brand-")
                    .append(seed % 53)
                    .append("\",\"price\":19.99,\"currency\":\"EUR\",\"quantity\":1}}");
        }
        return json.append("]}").toString();
    }

    private String id(int number, int i) {
        return run + "-" + number + "-" + i;
    }

    private void report(double seconds) {
        long[] sorted = Arrays.copyOf(nanos, measured.get());
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%,d events acknowledged in %.1f s: %,.0f events/s in batches of %d%n",
                (long) sorted.length * batch,
                seconds,
                sorted.length * batch / seconds,
                batch);
        System.out.printf(
                Locale.ROOT,
                "from when a batch was due to its answer: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                millis(sorted, 0.5),
                millis(sorted, 0.9),
                millis(sorted, 0.99),
                millis(sorted, 1));
        System.out.println("answers " + new TreeMap<>(answers) + ", batches given up " + unanswered);
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    private void writeAcknowledged(Path file) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int number : acknowledged) {
                for (int i = 0; i < batch; i++) {
                    out.write(id(number, i));
                    out.newLine();
                }
            }
        }
    }
}
