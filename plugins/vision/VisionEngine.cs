using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Loading;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision;

/// <summary>Finds objects in images with ONNX models, whose families it recognises by their outputs.</summary>
public sealed class VisionEngine : IEngine
{
    /// <inheritdoc/>
    public Recognition Recognise(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return VisionSettingsReader.FileOf(options) is { } file ? VisionRecognition.Look(file) : Recognition.No;
    }

    /// <inheritdoc/>
    public Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken) =>
        Task.Run<IModel>(() => ModelLoader.Load(options, context, cancellationToken), cancellationToken);
}
