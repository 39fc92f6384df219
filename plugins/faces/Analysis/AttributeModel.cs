using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Crops;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>A model that tells age, gender or emotion of faces.</summary>
internal sealed class AttributeModel : IDisposable
{
    private const int GenderAgeNumbers = 3;
    private const float OldestYears = 150;

    private readonly AttributePart _part;
    private readonly FaceNetwork _network;
    private readonly FaceCrop _crop;

    /// <summary>Opens the model.</summary>
    /// <exception cref="EngineException">It cannot be opened, or is for something else.</exception>
    public AttributeModel(AttributePart part, OnnxSettings settings)
    {
        _part = part;
        _crop = new FaceCrop(part.Crop);
        _network = FaceNetwork.Open(part, settings, outputs => part.Family switch
        {
            AttributeFamily.SsrNet => SsrNet.Fits(outputs),
            AttributeFamily.GenderAge => outputs.Count == 1 && outputs[0].Length == GenderAgeNumbers,
            _ => outputs.Count > 0 && outputs[0].Length == part.Labels.Length,
        });
    }

    /// <summary>What it tells.</summary>
    public FaceAttribute Gives => _part.Gives;

    /// <summary>About what its weights take.</summary>
    public long Bytes => _network.Bytes;

    /// <summary>Adds what it tells of each face.</summary>
    public void Describe(
        Picture picture, IReadOnlyList<Face> faces, IReadOnlyList<FaceTraits> traits, CancellationToken cancellationToken) =>
        _network.Run(
            faces.Count,
            (i, tensor) => _crop.Write(picture, faces[i].Box, tensor, _network.Width, _network.Height, _network.Values),
            (i, outputs) => Read(outputs, traits[i]),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private void Read(FaceOutputs outputs, FaceTraits traits)
    {
        switch (_part.Family)
        {
            case AttributeFamily.SsrNet when _part.Gives == FaceAttribute.Age:
                traits.Age = Years(SsrNet.Value(outputs, _part.Range));
                break;
            case AttributeFamily.SsrNet:
                traits.Man = Share(SsrNet.Value(outputs, _part.Range));
                break;
            case AttributeFamily.GenderAge:
                traits.Man = outputs[0][1] > outputs[0][0] ? 1 : 0;
                traits.Age = Years(MathF.Round(outputs[0][2] * 100));
                break;
            default:
                var probabilities = Softmax.Of(outputs[0]);
                traits.Emotions = [.. _part.Labels.Zip(probabilities, (label, probability) => (label, Share(probability)))];
                break;
        }
    }

    private static float Years(float value) => float.IsFinite(value) ? Math.Clamp(value, 0, OldestYears) : 0;

    private static float Share(float value) => float.IsFinite(value) ? Math.Clamp(value, 0, 1) : 0;
}
