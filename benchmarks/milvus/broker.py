"""A Kafka broker in memory, for a cluster on one machine; it prints its address and stays.

    python -m benchmarks.milvus.broker FOLDER

FOLDER has the librdkafka of the Milvus server, which contains a mock of a Kafka cluster. It keeps
the last 5 MB of each partition only: enough to show what failures do, not to keep anything.
"""

import ctypes
import signal
import sys

_PRODUCER, _ERROR_BYTES, _BROKERS = 0, 512, 1


def main(folder: str) -> None:
    """Start it, tell its address, and stay."""
    kafka = ctypes.CDLL(f"{folder}/librdkafka.so.1")
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    kafka.rd_kafka_conf_new.restype = pointer
    kafka.rd_kafka_new.restype = pointer
    kafka.rd_kafka_new.argtypes = [ctypes.c_int, pointer, text, ctypes.c_size_t]
    kafka.rd_kafka_mock_cluster_new.restype = pointer
    kafka.rd_kafka_mock_cluster_new.argtypes = [pointer, ctypes.c_int]
    kafka.rd_kafka_mock_cluster_bootstraps.restype = text
    kafka.rd_kafka_mock_cluster_bootstraps.argtypes = [pointer]
    error = ctypes.create_string_buffer(_ERROR_BYTES)
    client = kafka.rd_kafka_new(_PRODUCER, kafka.rd_kafka_conf_new(), error, _ERROR_BYTES)
    if not client:
        sys.exit(error.value.decode())
    cluster = kafka.rd_kafka_mock_cluster_new(client, _BROKERS)
    sys.stdout.write(kafka.rd_kafka_mock_cluster_bootstraps(cluster).decode() + "\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
