using System.Numerics.Tensors;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Alignment;
using LocalAI.Plugins.Faces.Crops;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Recognition;

/// <summary>Makes a vector of length 1 of a face, turned and scaled so that its five points lie where the model wants them.</summary>
internal sealed class FaceEmbedder : IDisposable
{
    private const int FewestNumbers = 16;

    private readonly FaceNetwork _network;

    /// <summary>Opens the model.</summary>
    /// <exception cref="EngineException">It cannot be opened, or is for something else.</exception>
    public FaceEmbedder(EmbedderPart part, OnnxSettings settings) =>
        _network = FaceNetwork.Open(part, settings, outputs =>
        {
            Dimension = outputs.Count > 0 ? outputs[0].Length : 0;
            return Dimension >= FewestNumbers;
        });

    /// <summary>Numbers of a vector.</summary>
    public int Dimension { get; private set; }

    /// <summary>About what its weights take.</summary>
    public long Bytes => _network.Bytes;

    /// <summary>The vector of a face that has its points; null where the points fix no place, or the vector no direction.</summary>
    public float[]? Embed(Picture picture, Face face, CancellationToken cancellationToken)
    {
        if (ArcFaceTemplate.ToPicture(face.Points, _network.Width) is not { } toPicture)
            return null;
        float[] vector = [];
        _network.Run(
            1,
            (_, tensor) => Resampler.Warp(picture, toPicture, tensor, _network.Width, _network.Height, _network.Values),
            (_, outputs) => vector = outputs[0].ToArray(),
            cancellationToken);
        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm) || norm == 0)
            return null;
        TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
