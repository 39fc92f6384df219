using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Seeing;
using LocalAI.Plugins.Faces;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>A call from the photo's bytes to the answer, against the bare runs of the models that it takes.</summary>
internal sealed class SeeingMeasure : IMeasure
{
    private const int CallsPerRound = 20;

    private readonly Workbench _bench;
    private readonly Func<SeeingMeasure, CancellationToken, Task> _prepare;
    private readonly BareRuns _bare = new();
    private IModel? _model;
    private Func<CancellationToken, Task> _call = _ => Task.CompletedTask;

    private SeeingMeasure(Workbench bench, Func<SeeingMeasure, CancellationToken, Task> prepare) => (_bench, _prepare) = (bench, prepare);

    public required string Name { get; init; }

    public required string Title { get; init; }

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.35);

    public int WarmUpRounds => 4;

    public int LeastRounds => 11;

    public IReadOnlyList<Side> Sides => [new Side("call", OursAsync), new Side("session.Run", _ => Task.FromResult(Bare()))];

    public static SeeingMeasure Detect(Workbench bench) => new(bench, static async (measure, token) =>
    {
        var file = measure._bench.Shared("models", "detect", "yolox_nano.onnx");
        var photo = Photos.Base64(measure._bench.Shared("data", "objects", "dog.jpg"));
        var model = await measure.LoadAsync(
            new VisionEngine(), measure._bench.VisionPlugin, new ModelOptions { Model = file, ModelFile = file }, token);
        measure._call = cancel => ((IDetector)model).DetectAsync(new DetectOptions { Src = photo }, cancel);
        measure.Add(file, 1);
    })
    {
        Name = "seeing-detect",
        Title = "Detect, yolox_nano on a photo of 768 × 576 ÷ bare runs",
    };

    public static SeeingMeasure FaceVerify(Workbench bench) => new(bench, static async (measure, token) =>
    {
        var first = Photos.Base64(measure._bench.Shared("data", "faces", "obama.jpg"));
        var second = Photos.Base64(measure._bench.Shared("data", "faces", "obama2.jpg"));
        var model = await measure.LoadFacesAsync(token);
        measure._call = cancel => model.FaceVerifyAsync(new FaceVerifyRequest { Img1 = first, Img2 = second }, cancel);
        measure.AddFaces(2, "detect", "landmark", "feature");
    })
    {
        Name = "seeing-verify",
        Title = "FaceVerify of two photos of about 1 megapixel ÷ bare runs",
    };

    public static SeeingMeasure FaceAnalyze(Workbench bench) => new(bench, static async (measure, token) =>
    {
        var photo = Photos.Base64(measure._bench.Shared("data", "faces", "obama.jpg"));
        var model = await measure.LoadFacesAsync(token);
        measure._call = cancel => model.FaceAnalyzeAsync(new FaceAnalyzeRequest { Img = photo }, cancel);
        measure.AddFaces(1, "detect", "age", "gender", "expression");
    })
    {
        Name = "seeing-analyze",
        Title = "FaceAnalyze of a photo of about 1 megapixel, one face ÷ bare runs",
    };

    public Task PrepareAsync(CancellationToken cancellationToken) => _prepare(this, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_model is not null)
            await _model.DisposeAsync();
        _bare.Dispose();
    }

    private async Task<IFaceRecognizer> LoadFacesAsync(CancellationToken cancellationToken) => (IFaceRecognizer)await LoadAsync(
        new FacesEngine(), _bench.FacesPlugin, new ModelOptions { Model = "default" }, cancellationToken);

    private async Task<IModel> LoadAsync(IEngine engine, string folder, ModelOptions options, CancellationToken cancellationToken) =>
        _model = await LoadedModel.LoadAsync(engine, folder, options, cancellationToken);

    private void AddFaces(int times, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Add(Path.Combine(_bench.FacesPlugin, "packs", "default", $"fr_{name}.onnx"), times);
    }

    private void Add(string file, int times) => _bare.Add(file, times, Environment.ProcessorCount);

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        var times = new double[CallsPerRound];
        for (var i = 0; i < CallsPerRound; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await _call(cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return Spread.Of(times).Median;
    }

    private double Bare() => Spread.Of([.. Enumerable.Range(0, CallsPerRound).Select(_ => _bare.Run())]).Median;
}
