package io.intentstream.benchmarks.contestant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * A contestant's side of the protocol with the harness over standard input and output. It prints {@code ready} when it has
 * started, answers {@code memory} and {@code await-running}, and ends at {@code stop} or when the harness has ended.
 */
public final class ContestantStage {
    /** Prefix of a line for the harness, since options and libraries may print lines too. */
    public static final String TO_HARNESS = "harness> ";

    public static final String READY = "ready";
    public static final String MEMORY = "memory";
    public static final String AWAIT_RUNNING = "await-running";
    public static final String STOP = "stop";

    private ContestantStage() {}

    /** Runs the protocol for a contestant that does not report when it runs. */
    public static void perform() throws IOException, InterruptedException {
        perform(() -> true);
    }

    /**
     * Reports that the contestant is ready, and returns when it has to stop.
     *
     * @param running whether it has restored its state and processes events
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

    /** Sends a line to the harness. */
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
