using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Faces.Crops;

/// <summary>Writes what a model sees of a face into its tensor [channels, height, width].</summary>
internal delegate void FaceWriter(int face, Span<float> tensor);

/// <summary>Reads what a model says of a face: an output is as long as it is for one face.</summary>
internal delegate void FaceReader(int face, FaceOutputs outputs);

/// <summary>A model that sees faces, [n, channels, height, width]: many in one run where n is open, else one after another.</summary>
internal sealed class FaceNetwork : IDisposable
{
    private const int LargestSide = 1024;
    private const int LargestBatch = 16;

    private readonly OnnxModel _model;
    private readonly bool _batches;
    private readonly int _channels;

    private FaceNetwork(OnnxModel model, PackPart part)
    {
        if (model.Inputs is not [{ Type: TensorElementType.Float, Shape: [var faces and (1 or < 0), var channels, var height, var width] }]
            || channels != part.Pixels.Channels || height is < 1 or > LargestSide || width is < 1 or > LargestSide)
        {
            throw Refuse(model, part, $"it takes no faces of {part.Pixels.Channels} channels, one or any number at a time");
        }
        if (model.Outputs.Any(output => output.Type != TensorElementType.Float))
            throw Refuse(model, part, "its outputs are no float32 numbers");
        (_model, _channels, Width, Height) = (model, (int)channels, (int)width, (int)height);
        _batches = faces < 0 && model.Outputs.All(output => output.Shape is [< 0, ..]);
        Values = part.Pixels is { RawWhereTheGraphScales: true } && ScalesItself(model)
            ? PixelValues.Raw(part.Pixels.Order)
            : part.Pixels.Values;
        Part = part;
    }

    /// <summary>What the pack says of it.</summary>
    public PackPart Part { get; }

    /// <summary>The tensor's width.</summary>
    public int Width { get; }

    /// <summary>The tensor's height.</summary>
    public int Height { get; }

    /// <summary>What it takes of a pixel.</summary>
    public PixelValues Values { get; }

    /// <summary>About what its weights take.</summary>
    public long Bytes => _model.Bytes;

    /// <summary>Opens a model of a pack, and looks at what it gives for a black face.</summary>
    /// <param name="part">The model.</param>
    /// <param name="settings">How it is opened.</param>
    /// <param name="fits">Whether it gives what its role needs.</param>
    /// <exception cref="EngineException">It cannot be opened, or is for something else.</exception>
    public static FaceNetwork Open(PackPart part, OnnxSettings settings, Func<FaceOutputs, bool> fits)
    {
        var model = OnnxModel.Open(part.Role, part.File!, settings);
        try
        {
            var network = new FaceNetwork(model, part);
            var fitting = false;
            network.Run(1, (_, tensor) => tensor.Clear(), (_, outputs) => fitting = fits(outputs), CancellationToken.None);
            return fitting ? network : throw Refuse(model, part, "its outputs are others");
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Runs the model for each face.</summary>
    public void Run(int faces, FaceWriter write, FaceReader read, CancellationToken cancellationToken)
    {
        var size = _channels * Height * Width;
        for (var first = 0; first < faces;)
        {
            var count = _batches ? Math.Min(faces - first, LargestBatch) : 1;
            using var run = _model.Begin([count, _channels, Height, Width]);
            var tensor = run.Input<float>(0);
            for (var i = 0; i < count; i++)
                write(first + i, tensor.Slice(i * size, size));
            run.Execute(cancellationToken);
            CheckRows(run, count);
            for (var i = 0; i < count; i++)
                read(first + i, new FaceOutputs(_model, run, i, count));
            first += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private void CheckRows(OnnxRun run, int count)
    {
        for (var output = 0; output < _model.Outputs.Count; output++)
        {
            if (run.Shape(output) is not [var rows, ..] || rows != count)
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"'{_model.Path}' gives no row for each face it sees as '{_model.Outputs[output].Name}'; name another file.");
            }
        }
    }

    /// <summary>InsightFace's rule: a subtraction and a multiplication among the first eight nodes.</summary>
    private static bool ScalesItself(OnnxModel model)
    {
        var operators = model.FirstOperators.Take(8).ToList();
        return operators.Contains("Sub") && operators.Contains("Mul");
    }

    private static EngineException Refuse(OnnxModel model, PackPart part, string why) => new(EngineFailure.InvalidInput,
        $"'{model.Path}' cannot be the {part.Role} of the pack, for {why}; name another file.");
}
