package io.intentstream.benchmarks.contestant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * A contestant's side of the talk with the harness, over standard input and output: it says {@code ready} once it takes
 * part, answers {@code memory} and {@code await-running}, and ends at {@code stop} or when the harness is gone.
 */
public final class ContestantStage {
    /** How a line for the harness begins: options and libraries may make the JVM say something of its own. */
    public static final String TO_HARNESS = "harness> ";

    public static final String READY = "ready";
    public static final String MEMORY = "memory";
    public static final String AWAIT_RUNNING = "await-running";
    public static final String STOP = "stop";

    private ContestantStage() {}

    /** Plays for a contestant that does not tell when it runs. */
    public static void perform() throws IOException, InterruptedException {
        perform(() -> true);
    }

    /**
     * Says that the contestant is ready, and returns when it has to stop.
     *
     * @param running whether it has its state together and takes events
     */
    public static void perform(BooleanSupplier running) throws IOException, InterruptedException {
        say(READY);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null && !order.equals(STOP); order = orders.readLine()) {
            if (order.equals(MEMORY)) {
                System.gc();
                say(usedHeap() + " " + directBytes());
            } else if (order.equals(AWAIT_RUNNING)) {
                while (!running.getAsBoolean()) {
                    Thread.sleep(5);
                }
                say(READY);
            }
        }
    }

    /** Says something to the harness. */
    public static void say(String line) {
        System.out.println(TO_HARNESS + line);
        System.out.flush();
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
