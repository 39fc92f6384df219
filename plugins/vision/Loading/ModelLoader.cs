using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>Opens a model and finds out how it is used.</summary>
internal static class ModelLoader
{
    /// <exception cref="EngineException">The settings or the file are wrong, or the device cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VisionModel Load(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = VisionSettingsReader.Read(options);
        var model = OnnxModel.Open("ModelFile", settings.File, new OnnxSettings
        {
            Device = context.Device,
            Threads = settings.Threads,
            Logger = context.Logger,
        });
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loaded = Read(model, settings, cancellationToken);
            context.Progress.Report(1);
            var vision = new VisionModel(loaded, settings, context);
            Log.Loaded(context.Logger, vision.Description, context.Device);
            return vision;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static LoadedModel Read(OnnxModel model, VisionSettings settings, CancellationToken cancellationToken)
    {
        var inputs = ModelInputs.Read(model.Inputs, settings);
        if (model.Outputs.FirstOrDefault(slot => !RunOutputs.CanRead(slot.Type)) is { } other)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"'{Path.GetFileName(settings.File)}' has the output {other.Name} of type {other.Type}; "
                + "use a model whose outputs are floats, or integers of 8, 32 or 64 bits.");
        }
        var names = LabelSource.Given(settings.Labels, model.Metadata);
        var outputs = OutputProbe.IsNeeded(model.Outputs) ? OutputProbe.Run(model, inputs, cancellationToken) : model.Outputs;
        var look = new ModelLook(inputs.Image, outputs, model.Metadata)
        {
            File = Path.GetFileName(settings.File),
            Names = names?.Count,
            TakesSize = inputs.TakeSize,
            IsSoftmax = settings.IsSoftmax,
        };
        var (family, head) = FamilyTable.Choose(look, settings.Family);
        if (settings.Family is null && family is YoloxFamily && OutputShape.OnlyMatrix(outputs) is { } rows)
            (family, head) = FamilyTable.Choose(look with { Rows = RowProbe.Run(model, inputs, rows, cancellationToken) }, null);
        var labels = LabelSource.Choose(names, settings.Labels is not null, settings.File, head.Classes, head.SpareClasses);
        return new LoadedModel(model, inputs, family, head, labels);
    }
}
