package io.intentstream.offline.replay.compare;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.offline.replay.ReplayException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/** Reads results from the Parquet files of a replay, which contain the Avro schema. */
final class ParquetResults {
    private ParquetResults() {}

    static void read(Path file, ResultSet.ResultCursor reader) throws IOException {
        // Configuration is not Hadoop's: it is a stub for the few classes that Parquet refers to.
        try (ParquetReader<IndexedRecord> rows = AvroParquetReader.<IndexedRecord>builder(
                        new LocalInputFile(file), new HadoopParquetConfiguration(new Configuration()))
                .withDataModel(SpecificData.get())
                .build()) {
            AvroOutput bytes = new AvroOutput();
            SpecificDatumWriter<SpecificRecord> writer = null;
            IndexedRecord row;
            while ((row = rows.read()) != null) {
                ResultFiles.requireResults(file, row.getSchema());
                if (!(row instanceof SpecificRecord result)) {
                    throw new ReplayException(file + " holds no records of this release");
                }
                writer = writer == null ? new SpecificDatumWriter<>(row.getSchema()) : writer; // a file has one schema
                bytes.reset();
                writer.write(result, bytes);
                reader.result(Result.of(result, row.getSchema(), bytes.toBytes()));
            }
        }
    }
}
