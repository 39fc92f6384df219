using System.Numerics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>Finds the faces of a picture.</summary>
internal abstract class FaceDetector : IDisposable
{
    private const int LargestSide = 4096;

    private readonly DetectorPart _part;
    private readonly PixelValues _values;
    private readonly long[] _shape;

    /// <param name="model">The model; this owns it.</param>
    /// <param name="part">What the pack says of it.</param>
    /// <param name="width">The tensor's width where the model leaves it open.</param>
    /// <param name="height">The tensor's height where the model leaves it open.</param>
    /// <exception cref="EngineException">It is no detector.</exception>
    protected FaceDetector(OnnxModel model, DetectorPart part, int width, int height)
    {
        if (model.Inputs is not [{ Type: TensorElementType.Float, Shape: [1 or < 0, 3 or < 0, var rows, var columns] }])
            throw Refuse(model, "takes no picture with three channels");
        if (rows > LargestSide || columns > LargestSide)
            throw Refuse(model, $"takes pictures of {columns}×{rows}, more than {LargestSide} a side");
        (Model, _part, _values) = (model, part, part.Pixels.Values);
        (Width, Height) = ((int)(columns > 0 ? columns : width), (int)(rows > 0 ? rows : height));
        _shape = [1, 3, Height, Width];
    }

    /// <summary>The model.</summary>
    public OnnxModel Model { get; }

    /// <summary>Whether faces come with their five points.</summary>
    public abstract bool FindsPoints { get; }

    /// <summary>The tensor's width.</summary>
    protected int Width { get; }

    /// <summary>The tensor's height.</summary>
    protected int Height { get; }

    /// <summary>How the family measures overlap.</summary>
    protected virtual Overlap Overlap => Overlap.Plain;

    /// <summary>Opens the detector of a pack.</summary>
    /// <exception cref="EngineException">It cannot be opened, or is no detector of its family.</exception>
    public static FaceDetector Open(DetectorPart part, int width, int height, OnnxSettings settings)
    {
        var model = OnnxModel.Open(part.Role, part.File!, settings);
        try
        {
            FaceDetector detector = part.Family switch
            {
                DetectorFamily.Boxes => new BoxDetector(model, part, width, height),
                DetectorFamily.Scrfd => new ScrfdDetector(model, part, width, height),
                _ => new YunetDetector(model, part, width, height),
            };
            detector.Try();
            return detector;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The faces of a picture, the surest first.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="threshold">The least score, above 0.</param>
    /// <param name="cancellationToken">Stops it within one operator of the model.</param>
    public List<Face> Detect(Picture picture, float threshold, CancellationToken cancellationToken)
    {
        using var run = Model.Begin(_shape);
        var letterbox = Fit(picture, run.Input<float>(0), _values);
        run.Execute(cancellationToken);
        List<Candidate> candidates = [];
        Collect(run, letterbox, threshold, candidates);
        candidates.RemoveAll(candidate => !candidate.Box.IsReal);
        return [.. Suppression.Keep(candidates, Overlap, _part.Overlap, _part.Candidates)
            .Select(kept => new Face(kept.Box, MathF.Min(kept.Score, 1), Points(run, letterbox, kept)))];
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>Brings the picture into the tensor.</summary>
    /// <returns>Where it lies there.</returns>
    protected virtual Letterbox Fit(Picture picture, Span<float> tensor, in PixelValues values) =>
        Resampler.Fit(picture, tensor, Width, Height, LetterboxPlacement.TopLeft, padding: 0, values, rounding: LetterboxRounding.Down);

    /// <summary>Adds the boxes whose scores reach the threshold.</summary>
    protected abstract void Collect(OnnxRun run, Letterbox letterbox, float threshold, List<Candidate> candidates);

    /// <summary>The five points of a face that was kept; null where the family has none.</summary>
    protected abstract Vector2[]? Points(OnnxRun run, Letterbox letterbox, Candidate kept);

    /// <summary>Runs the model once, so that outputs of another shape are refused when it is loaded.</summary>
    private void Try()
    {
        using var run = Model.Begin(_shape);
        run.Input<float>(0).Clear();
        run.Execute(CancellationToken.None);
        Collect(run, new Letterbox(1, 1, 0, 0), float.PositiveInfinity, []);
    }

    /// <summary>The indices of outputs by their names.</summary>
    /// <exception cref="EngineException">The model has other outputs.</exception>
    protected static int[] IndicesOf(OnnxModel model, IEnumerable<string> names) => [.. names.Select(name =>
        model.Outputs.ToList().FindIndex(output => output.Name == name && output.Type == TensorElementType.Float) is >= 0 and var index
            ? index
            : throw Refuse(model, $"has no output '{name}' of numbers"))];

    /// <summary>An output with as many rows as the tensor's size makes.</summary>
    /// <exception cref="EngineException">It has another number.</exception>
    protected ReadOnlySpan<float> Rows(OnnxRun run, int output, int rows, int columns)
    {
        var numbers = run.Output<float>(output);
        return numbers.Length == rows * columns ? numbers : throw Refuse(
            Model, $"gives {numbers.Length} numbers as '{Model.Outputs[output].Name}' where {rows} rows of {columns} are due");
    }

    /// <summary>What is said of a model that is none of the family.</summary>
    protected static EngineException Refuse(OnnxModel model, string why) => new(EngineFailure.InvalidInput,
        $"'{model.Path}' is no face detector of the kind that was expected: it {why}; name another file.");
}
