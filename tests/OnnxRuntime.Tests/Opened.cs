using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime.Tests;

/// <summary>A graph as a file that is open in the real library, and goes with the test.</summary>
internal sealed class Opened : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Opened(OnnxGraph graph, ILogger? logger = null)
    {
        try
        {
            Model = OnnxModel.Open("ModelFile", _folder.Write("model.onnx", graph.ToArray()), Settings(logger: logger));
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    public OnnxModel Model { get; }

    public static OnnxSettings Settings(Device? device = null, string? cacheFolder = null, ILogger? logger = null) =>
        new() { Device = device ?? Device.Cpu, CacheFolder = cacheFolder, CacheFrom = 0, Logger = logger ?? NullLogger.Instance };

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }
}
