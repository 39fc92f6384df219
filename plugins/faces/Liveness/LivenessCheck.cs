using System.Numerics.Tensors;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Analysis;
using LocalAI.Plugins.Faces.Crops;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Liveness;

/// <summary>Tells faces from pictures of faces: the mean of the probabilities that one or more models give.</summary>
internal sealed class LivenessCheck : IDisposable
{
    private const int MostClasses = 8;

    private readonly List<(FaceNetwork Network, FaceCrop Crop)> _models = [];
    private readonly int _live;
    private readonly float _threshold;
    private int _classes;

    /// <summary>Opens the models.</summary>
    /// <param name="parts">At least one.</param>
    /// <param name="threshold">The least probability of a live face.</param>
    /// <param name="settings">How they are opened.</param>
    /// <exception cref="EngineException">One cannot be opened, or is for something else.</exception>
    public LivenessCheck(IReadOnlyList<LivenessPart> parts, float threshold, OnnxSettings settings)
    {
        (_live, _threshold) = (parts[0].Live, threshold);
        try
        {
            foreach (var part in parts)
                _models.Add((FaceNetwork.Open(part, settings, outputs => Fits(outputs, part)), new FaceCrop(part.Crop)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>About what the weights take.</summary>
    public long Bytes => _models.Sum(model => model.Network.Bytes);

    /// <summary>Judges each face.</summary>
    public Verdict[] Judge(Picture picture, IReadOnlyList<Face> faces, CancellationToken cancellationToken)
    {
        var sums = new float[faces.Count][];
        foreach (var (network, crop) in _models)
        {
            network.Run(
                faces.Count,
                (i, tensor) => crop.Write(picture, faces[i].Box, tensor, network.Width, network.Height, network.Values),
                (i, outputs) =>
                {
                    var probabilities = Softmax.Of(outputs[0]);
                    if (sums[i] is { } sum)
                        TensorPrimitives.Add(sum, probabilities, sum);
                    else
                        sums[i] = probabilities;
                },
                cancellationToken);
        }
        return Array.ConvertAll(sums, VerdictOf);
    }

    /// <inheritdoc/>
    public void Dispose() => _models.ForEach(model => model.Network.Dispose());

    private Verdict VerdictOf(float[] sum)
    {
        var score = sum[_live] / _models.Count;
        return float.IsFinite(score)
            ? new Verdict(TensorPrimitives.IndexOfMax<float>(sum) == _live && score >= _threshold, Math.Clamp(score, 0, 1))
            : new Verdict(false, 0);
    }

    private bool Fits(FaceOutputs outputs, LivenessPart part)
    {
        if (outputs.Count != 1 || outputs[0].Length > MostClasses || outputs[0].Length <= part.Live || part.Live != _live
            || (_classes != 0 && _classes != outputs[0].Length))
        {
            return false;
        }
        _classes = outputs[0].Length;
        return true;
    }
}
