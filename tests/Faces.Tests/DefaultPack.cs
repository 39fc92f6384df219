using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Faces.Tests;

/// <summary>The default pack, loaded once for a class of tests.</summary>
public sealed class DefaultPack : IAsyncLifetime
{
    private IModel? _model;

    public IDetector Detector => (IDetector)_model!;

    public IFaceRecognizer Recognizer => (IFaceRecognizer)_model!;

    public IEmbedder Embedder => (IEmbedder)_model!;

    public IModel Model => _model!;

    public async ValueTask InitializeAsync() => _model = await Fixtures.LoadAsync("default");

    public ValueTask DisposeAsync() => _model?.DisposeAsync() ?? ValueTask.CompletedTask;
}
