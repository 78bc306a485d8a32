package io.intentstream.offline.replay;

import io.intentstream.core.avro.EncodedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes a Parquet file whose columns are the fields of the Avro schema. Records become structs, times become timestamps in
 * milliseconds (UTC), and enums become strings, since some tools show Parquet's own enums as bytes.
 */
final class ParquetResultWriter implements ResultWriter {
    /** A row group stays in memory until it is full; each worker writes up to four files. */
    private static final long ROW_GROUP_BYTES = 16 << 20;

    private final ParquetWriter<SpecificRecord> out;

    ParquetResultWriter(Path file, Schema schema) throws IOException {
        this.out = new AvroParquetBuilder(new LocalOutputFile(file), schema)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    @Override
    public void write(EncodedRecord<?> result) throws IOException {
        out.write(result.read());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class AvroParquetBuilder extends ParquetWriter.Builder<SpecificRecord, AvroParquetBuilder> {
        private final Schema schema;

        AvroParquetBuilder(OutputFile file, Schema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected AvroParquetBuilder self() {
            return this;
        }

        @Override
        protected WriteSupport<SpecificRecord> getWriteSupport(Configuration unused) {
            return new Rows(schema);
        }
    }

    /** Has settings of its own: the builder would need parts of Hadoop that are not on the class path. */
    private static final class Rows extends AvroWriteSupport<SpecificRecord> {
        private static final ParquetConfiguration SETTINGS = settings();

        Rows(Schema schema) {
            super(columns(schema), schema, SpecificData.getForSchema(schema));
        }

        private static ParquetConfiguration settings() {
            PlainParquetConfiguration settings = new PlainParquetConfiguration();
            settings.setBoolean(WRITE_OLD_LIST_STRUCTURE, false);
            return settings;
        }

        private static MessageType columns(Schema schema) {
            MessageType columns = new AvroSchemaConverter(SETTINGS).convert(schema);
            return new MessageType(columns.getName(), withoutEnums(columns.getFields()));
        }

        private static List<Type> withoutEnums(List<Type> types) {
            return types.stream().map(Rows::withoutEnums).toList();
        }

        private static Type withoutEnums(Type type) {
            if (!type.isPrimitive()) {
                return type.asGroupType()
                        .withNewFields(withoutEnums(type.asGroupType().getFields()));
            }
            return type.getLogicalTypeAnnotation() instanceof EnumLogicalTypeAnnotation
                    ? Types.primitive(PrimitiveTypeName.BINARY, type.getRepetition())
                            .as(LogicalTypeAnnotation.stringType())
                            .named(type.getName())
                    : type;
        }

        @Override
        public WriteContext init(ParquetConfiguration unused) {
            return super.init(SETTINGS);
        }
    }
}
