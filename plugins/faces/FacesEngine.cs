using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces;

/// <summary>Finds, compares and describes faces with packs of ONNX models.</summary>
public sealed class FacesEngine : IEngine
{
    /// <inheritdoc/>
    public Abstractions.Recognition Recognise(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FacesRecognition.Look(options);
    }

    /// <inheritdoc/>
    public Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken) =>
        Task.Run<IModel>(() => Load(options, context, cancellationToken), cancellationToken);

    private static FacesModel Load(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = FacesSettingsReader.Read(options);
        if (settings.UnknownOptions.Count > 0)
            Log.Unknown(context.Logger, settings.UnknownOptions);
        var pack = PackSearch.Find(settings, context.PluginFolder);
        var onnx = new OnnxSettings { Device = context.Device, Threads = settings.Threads, Logger = context.Logger };
        var models = new FacePack(pack, settings, onnx, context.Progress, cancellationToken);
        var model = new FacesModel(models, pack, settings, context.Device, Environment.GetEnvironmentVariable);
        Log.Loaded(context.Logger, model.Description, context.Device);
        return model;
    }
}
