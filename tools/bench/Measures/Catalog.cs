using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>All measures, in the order of the table.</summary>
internal static class Catalog
{
    public static IReadOnlyList<string> Names { get; } = [.. All(new Workbench()).Select(measure => measure.Name)];

    public static IReadOnlyList<IMeasure> All(Workbench bench) =>
    [
        StreamMeasure.RandomModel(bench),
        StreamMeasure.Stories(bench),
        StreamMeasure.FourClients(bench),
        NodeMeasure.RandomModel(bench, clients: 1),
        NodeMeasure.RandomModel(bench, clients: 4),
        NodeMeasure.Stories(bench, clients: 1),
        NodeMeasure.Stories(bench, clients: 4),
        new TemplateMeasure(bench, parses: false),
        new TemplateMeasure(bench, parses: true),
        new FirstTokenMeasure(bench),
        new PromptCacheMeasure(bench, inFile: true),
        new PromptCacheMeasure(bench, inFile: false),
        DraftMeasure.RandomModel(bench),
        DraftMeasure.Stories(bench),
        new GrammarMeasure(bench),
        new ToolParsingMeasure(bench),
        new HealthMeasure(bench, callers: 1),
        new HealthMeasure(bench, callers: 16),
        new StartMeasure(bench),
        new MemoryMeasure(bench),
        new QuantizeMeasure(bench),
        new TrainStepMeasure(),
        new TrainCheckpointingMeasure(),
        new StoreSearchMeasure(bench, 100_000, 768, againstUsearch: true, Target.UpTo(0.4)),
        new StoreSearchMeasure(bench, 100_000, 768, againstUsearch: false, Target.UpTo(0.4)),
        new StoreSearchMeasure(bench, 1_000_000, 128, againstUsearch: true, Target.UpTo(0.4)),
        new StoreSearchMeasure(bench, 1_000_000, 128, againstUsearch: false, Target.UpTo(0.4)),
        new StoreSearchMeasure(bench, 100_000, 128, againstUsearch: false, Target.UpTo(1)),
        new StoreSearchMeasure(bench, 10_000, 128, againstUsearch: false, Target.UpTo(1)),
        new StoreSearchMeasure(bench, 1_000, 128, againstUsearch: false, Target.UpTo(2)),
        new StoreBatchMeasure(bench),
        new StoreGraphMeasure(bench, 100_000, 768),
        new StoreGraphMeasure(bench, 1_000_000, 128),
        new StoreSetMeasure(bench, durable: false),
        new StoreSetMeasure(bench, durable: true),
        new StoreCallMeasure(bench),
        new StoreBytesMeasure(),
        new StoreWriterMeasure(),
        SeeingMeasure.Detect(bench),
        SeeingMeasure.FaceVerify(bench),
        SeeingMeasure.FaceAnalyze(bench),
        new SeeingClientsMeasure(bench, latency: false),
        new SeeingClientsMeasure(bench, latency: true),
        new SeeingBytesMeasure(bench),
        new LetterboxMeasure(bench),
    ];
}
