"""Invented results of every benchmark, as a finished run leaves them."""

from dataclasses import replace
from pathlib import Path

from benchmarks.figures import (
    Browser,
    Building,
    Cold,
    Engine,
    Engines,
    Grown,
    MethodRecall,
    Nearest,
    Neighbours,
    Peer,
    Peers,
    Rebuild,
    Scale,
)
from benchmarks.record import Spread, write_record

SIZE = Scale(
    passages=500,
    sentences=1_750,
    questions=400,
    p50=Spread(20, 19, 21, 5),
    p95=Spread(24, 22, 26, 5),
    p99=Spread(31, 29, 33, 5),
    slowest=Spread(40, 35, 50, 5),
    encoder=Spread(11, 10.5, 11.5, 5),
    share=Spread(0.55, 0.5, 0.6, 5),
    cpu_p50=Spread(24, 23, 25, 5),
    cpu_p99=Spread(35, 34, 36, 5),
    filtered_p50=Spread(20, 19, 21, 5),
    passage_kind="all compared",
    sentence_kind="all compared",
    recalled=100,
    recall_candidates=1.0,
    recall_at_10=1.0,
    shown=1.0,
    peak_mb=400,
    disk_mb=6,
    open=0.01,
)
NEAREST = Nearest(
    sentences=50_000,
    questions=600,
    real=Neighbours(0.82, (0.94, 0.91, 0.89, 0.87), (0.94, 0.88, 0.86, 0.85)),
    made_up=Neighbours(0.83, (0.92, 0.9, 0.88, 0.87), (0.94, 0.88, 0.87, 0.85)),
    found=(MethodRecall("codes", 1.4, 2.2, 0.994, 0.978, 0.989, 0.965),),
)
ENGINES = Engines(
    texts=567,
    tokens=40_000,
    engines=(
        Engine("sentence-transformers, float32", Spread(20, 19, 22, 7), Spread(1, 1, 1, 7), 1, 1),
        Engine(
            "OpenVINO bf16, as here", Spread(5, 4.8, 5.2, 7), Spread(4, 3.9, 4.1, 7), 0.9999, 0.99
        ),
        Engine("ONNX Runtime, float32", Spread(10, 9, 11, 7), Spread(2, 1.9, 2.1, 7), 1, 1),
        Engine("ONNX Runtime, int8", Spread(8, 7.9, 8.4, 7), Spread(2.5, 2.4, 2.6, 7), 0.997, 0.99),
    ),
    question_ms=Spread(11, 10, 12, 40),
    reference_question_ms=Spread(22, 21, 30, 40),
)
BUILDING = Building(
    documents=2,
    passages=123,
    texts=567,
    corpus_mb=0.3,
    index_mb=2.0,
    seconds=Spread(12, 11, 13, 5),
    encoding=Spread(10, 9, 11, 5),
    counting=Spread(0.5, 0.4, 0.6, 5),
    outside=Spread(0.12, 0.11, 0.13, 5),
    texts_a_second=Spread(50, 45, 55, 5),
    peak_mb=Spread(700, 690, 710, 5),
    grown=(
        Grown(100, 2_100, 30_000, 3.0, 20, 300, 60),
        Grown(800, 16_800, 240_000, 24.0, 160, 480, 250),
    ),
)
BROWSER = Browser("Chromium 1", *[Spread(250, 200, 400, 30)] * 4)
COLD = Cold(
    500,
    Spread(1.1, 1, 1.2, 20),
    Spread(7, 6.8, 7.4, 20),
    Spread(6.4, 6, 7, 20),
    Spread(390, 389, 391, 20),
)
REBUILD = Rebuild(
    files=1_000,
    passages=1_000,
    whole=100,
    unchanged=Spread(0.9, 0.8, 1.0, 10),
    unchanged_mb=Spread(90, 89, 91, 10),
    unchanged_small=Spread(0.5, 0.4, 0.6, 10),
    loaded=("openvino",),
    one_changed=Spread(2, 1.9, 2.1, 10),
    embedded=Spread(1, 1, 1, 10),
    encoded=Spread(2, 2, 2, 10),
)
PEER = Peer(
    name="cmp-search",
    versions=("openvino==1",),
    build=Spread(15, 14, 16, 5),
    cold=Spread(1.1, 1, 1.2, 5),
    warm=Spread(0.02, 0.019, 0.021, 5),
    build_mb=Spread(700, 690, 710, 5),
    ask_mb=Spread(370, 369, 371, 5),
    installed_mb=2_300,
)


def write_results(folder: Path) -> None:
    """Every results file."""
    for i, passages in enumerate((500, 20_000, 200_000, 1_000_000)):
        more = replace(
            SIZE,
            passages=passages,
            p50=Spread(20 + 10 * i, 19 + 10 * i, 21 + 10 * i, 5),
            p95=Spread(24 + 18 * i, 22 + 18 * i, 27 + 18 * i, 5),
            p99=Spread(31 + 25 * i, 29 + 25 * i, 36 + 25 * i, 5),
            peak_mb=400 + 50 * 3**i,
        )
        write_record(folder, f"scale-{passages}", 5, more)
    write_record(folder, "cold", 20, COLD)
    write_record(folder, "nearest", 1, NEAREST)
    write_record(folder, "engines", 7, ENGINES)
    write_record(folder, "building", 5, BUILDING)
    write_record(folder, "rebuild", 10, REBUILD)
    slow = Spread(10.5, 10.1, 12.3, 5)
    others = (replace(PEER, name=name, cold=slow) for name in ("LlamaIndex", "txtai", "Chroma"))
    write_record(folder, "browser", 30, BROWSER)
    write_record(folder, "peers", 5, Peers(123, (PEER, *others)))
