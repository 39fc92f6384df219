using System.Diagnostics;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Seeing;
using LocalAI.Plugins.Imaging;
using SkiaSharp;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>A JPEG of 1920 × 1080 decoded and fitted into a tensor of 416 × 416, against SkiaSharp's decoding alone.</summary>
internal sealed class LetterboxMeasure(Workbench bench) : IMeasure
{
    private const int Size = 416;
    private const int PerRound = 10;

    private readonly float[] _tensor = new float[3 * Size * Size];
    private byte[] _photo = [];

    public string Name => "letterbox";

    public string Title => "decode a JPEG of 1920 × 1080 and fit it into 416 × 416 ÷ SkiaSharp's decode";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.3);

    public int WarmUpRounds => 4;

    public int LeastRounds => 11;

    public IReadOnlyList<Side> Sides =>
    [
        new Side("decode and fit", _ => Task.FromResult(Time(Ours))),
        new Side("SkiaSharp decode", _ => Task.FromResult(Time(Bare))),
    ];

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _photo = Photos.FullHd(bench.Shared("data", "objects", "dog.jpg"));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static double Time(Action work)
    {
        var times = new double[PerRound];
        for (var i = 0; i < PerRound; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return Spread.Of(times).Median;
    }

    private void Ours()
    {
        using var picture = PictureDecoder.Decode("src", _photo, PictureLimits.Default, Environment.ProcessorCount);
        Resampler.Fit(picture, _tensor, Size, Size, LetterboxPlacement.TopLeft, padding: 114, PixelValues.Raw(ChannelOrder.Bgr));
    }

    private void Bare()
    {
        using var bitmap = SKBitmap.Decode(_photo);
    }
}
