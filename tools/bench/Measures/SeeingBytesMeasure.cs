using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Seeing;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Managed bytes that one Detect on a photo of 1920 × 1080 allocates, against its decoded size of three bytes a pixel.</summary>
internal sealed class SeeingBytesMeasure(Workbench bench) : IMeasure
{
    private const int Calls = 10;
    private const double DecodedBytes = 1920 * 1080 * 3;

    private IModel? _model;
    private string _photo = "";

    public string Name => "seeing-bytes";

    public string Title => "bytes allocated by Detect on a photo of 1920 × 1080 ÷ its decoded size";

    public string Unit => "bytes";

    public Target Target => Target.UpTo(1.5);

    public int WarmUpRounds => 2;

    public IReadOnlyList<Side> Sides => [new Side("call", OursAsync), new Side("decoded", _ => Task.FromResult(DecodedBytes))];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var file = bench.Shared("models", "detect", "yolox_nano.onnx");
        _photo = Convert.ToBase64String(Photos.FullHd(bench.Shared("data", "objects", "dog.jpg")));
        _model = await LoadedModel.LoadAsync(
            new VisionEngine(), bench.VisionPlugin, new ModelOptions { Model = file, ModelFile = file }, cancellationToken);
    }

    public ValueTask DisposeAsync() => _model?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Calls; i++)
            await ((IDetector)_model!).DetectAsync(new DetectOptions { Src = _photo }, cancellationToken);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
    }
}
