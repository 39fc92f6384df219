using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Models loaded by the engine, as the host does it.</summary>
internal static class Loaded
{
    public static async Task<VisionModel> LoadAsync(string file, params string[] options) => Assert.IsType<VisionModel>(
        await new VisionEngine().LoadAsync(
            new ModelOptions { ModelFile = file, Options = { options } },
            new EngineContext
            {
                Logger = NullLogger.Instance,
                Device = Device.Cpu,
                PluginFolder = AppContext.BaseDirectory,
                Progress = new Progress<float>(),
                Capabilities = null!,
            },
            TestContext.Current.CancellationToken));

    public static Task<DetectResponse> DetectAsync(this VisionModel model, string source, float threshold = 0, string prompt = "") =>
        model.DetectAsync(
            new DetectOptions { Src = source, Threshold = threshold, Prompt = prompt }, TestContext.Current.CancellationToken);

    public static Task<EngineException> RefusedAsync(string file, params string[] options) =>
        Assert.ThrowsAsync<EngineException>(() => LoadAsync(file, options));

    /// <summary>A PNG of one colour, in base64.</summary>
    public static string Picture(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return Convert.ToBase64String(png.AsSpan());
    }

    public static string Photo(string name) => SharedFiles.Find($"data/objects/{name}");
}
