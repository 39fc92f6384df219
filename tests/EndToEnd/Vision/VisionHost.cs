using Google.Protobuf;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Vision;

/// <summary>A host with the plugins of dist/ and a detector, and the calls as LocalAI makes them.</summary>
internal static class VisionHost
{
    /// <summary>Starts a host with a model of shared/models/detect; skips the test where it is not there.</summary>
    public static async Task<RunningHost> StartAsync(string model, params string[] options)
    {
        var load = Model(model, options);
        var host = await StartAsync(new HostSettings());
        var result = await host.TryLoadAsync(load);
        Assert.True(result.Success, result.Message);
        return host;
    }

    public static Task<RunningHost> StartAsync(HostSettings settings) => RunningHost.StartAsync(settings with { Zoo = null });

    /// <summary>What LoadModel is given for a model of shared/models/detect.</summary>
    public static ModelOptions Model(string model, params string[] options) =>
        new() { Model = model, ModelFile = Repository.Model($"detect/{model}"), Options = { options } };

    /// <summary>A photo of shared/data/objects; skips the test where it is not there.</summary>
    public static string Photo(string name) => SharedFiles.Find($"data/objects/{name}");

    /// <summary>Its bytes in base64, as LocalAI sends them.</summary>
    public static string Base64(string name) => Convert.ToBase64String(File.ReadAllBytes(Photo(name)));

    /// <summary>What is found, in the order of the answer.</summary>
    public static IEnumerable<string> Names(DetectResponse response) => response.Detections.Select(detection => detection.ClassName);

    public static bool IsPng(ByteString mask) => mask.Span.StartsWith((byte[])[0x89, 0x50, 0x4E, 0x47]);
}
