using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Alignment;
using LocalAI.Plugins.Faces.Analysis;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Liveness;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Faces.Recognition;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces;

/// <summary>The open models of a pack.</summary>
internal sealed class FacePack : IDisposable
{
    private readonly FaceDetector _detector;
    private readonly FaceAligner? _aligner;
    private readonly FaceEmbedder? _embedder;
    private readonly List<AttributeModel> _attributes = [];
    private readonly LivenessCheck? _liveness;

    /// <summary>Opens the models.</summary>
    /// <param name="pack">The pack, with a file for each part.</param>
    /// <param name="settings">What LoadModel asks for.</param>
    /// <param name="onnx">How models are opened.</param>
    /// <param name="progress">Hears how many of them are, 0..1.</param>
    /// <param name="cancellationToken">Stops between two models.</param>
    /// <exception cref="EngineException">One cannot be opened, or is for something else.</exception>
    public FacePack(
        PackDescription pack, FacesSettings settings, OnnxSettings onnx, IProgress<float> progress, CancellationToken cancellationToken)
    {
        var (opened, all) = (0, pack.Parts.Count());
        try
        {
            _detector = Opened(FaceDetector.Open(pack.Detector!, settings.DetectorWidth, settings.DetectorHeight, onnx));
            if (pack.Aligner is { } aligner)
                _aligner = Opened(new FaceAligner(aligner, onnx));
            if (pack.Embedder is { } embedder)
                _embedder = Opened(new FaceEmbedder(embedder, onnx));
            foreach (var part in pack.Attributes)
                _attributes.Add(Opened(new AttributeModel(part, onnx)));
            if (pack.Liveness.Count > 0)
                _liveness = Opened(new LivenessCheck(pack.Liveness, settings.LivenessThreshold ?? pack.LivenessThreshold, onnx));
        }
        catch
        {
            Dispose();
            throw;
        }
        if (_embedder is not null && _aligner is null && !_detector.FindsPoints)
        {
            Dispose();
            throw new EngineException(EngineFailure.InvalidInput,
                $"The detector '{pack.Detector!.File}' finds no eyes, nose and mouth, which comparing faces needs; use one that does.");
        }

        T Opened<T>(T model)
        {
            progress.Report(Math.Min(1f, (float)++opened / all));
            cancellationToken.ThrowIfCancellationRequested();
            return model;
        }
    }

    /// <summary>Whether it can tell live faces.</summary>
    public bool TellsLiveFaces => _liveness is not null;

    /// <summary>Whether it can compare faces.</summary>
    public bool ComparesFaces => _embedder is not null;

    /// <summary>Numbers of a face's vector; 0 where it makes none.</summary>
    public int Dimension => _embedder?.Dimension ?? 0;

    /// <summary>What it can tell of a face, for people.</summary>
    public IEnumerable<string> Tells => new[] { FaceAttribute.Age, FaceAttribute.Gender, FaceAttribute.Emotion }
        .Where(attribute => _attributes.Exists(model => model.Gives.HasFlag(attribute)))
        .Select(attribute => attribute.ToString().ToLowerInvariant())
        .Concat(TellsLiveFaces ? ["liveness"] : []);

    /// <summary>Bytes of the models' weights, by what they do.</summary>
    public IReadOnlyDictionary<string, ulong> Memory => new Dictionary<string, ulong>
    {
        ["detector"] = (ulong)_detector.Model.Bytes,
        ["recogniser"] = (ulong)((_aligner?.Bytes ?? 0) + (_embedder?.Bytes ?? 0)),
        ["attributes"] = (ulong)_attributes.Sum(model => model.Bytes),
        ["liveness"] = (ulong)(_liveness?.Bytes ?? 0),
    };

    /// <summary>The faces of a picture, the surest first.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="threshold">The least score of a face, 0..1.</param>
    /// <param name="cancellationToken">Stops it within one operator.</param>
    public IReadOnlyList<Face> Find(Picture picture, float threshold, CancellationToken cancellationToken) =>
        _detector.Detect(picture, threshold, cancellationToken);

    /// <summary>The vector of a face, of length 1; null where it has none.</summary>
    public float[]? Embed(Picture picture, Face face, CancellationToken cancellationToken)
    {
        if (face.Points is null && _aligner is not null)
            face = _aligner.Align(picture, [face], cancellationToken)[0];
        return _embedder?.Embed(picture, face, cancellationToken);
    }

    /// <summary>What is told of each face.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="faces">Its faces.</param>
    /// <param name="wanted">What is asked for; a model that tells more tells it all.</param>
    /// <param name="cancellationToken">Stops it within one operator.</param>
    public IReadOnlyList<FaceTraits> Describe(
        Picture picture, IReadOnlyList<Face> faces, FaceAttribute wanted, CancellationToken cancellationToken)
    {
        FaceTraits[] traits = [.. faces.Select(_ => new FaceTraits())];
        foreach (var model in _attributes.Where(model => (model.Gives & wanted) != 0))
            model.Describe(picture, faces, traits, cancellationToken);
        return traits;
    }

    /// <summary>Whether each face is live.</summary>
    /// <exception cref="EngineException"><see cref="EngineFailure.ModelNotLoaded"/>: the pack has no model for that.</exception>
    public Verdict[] Judge(Picture picture, IReadOnlyList<Face> faces, CancellationToken cancellationToken) =>
        _liveness is null
            ? throw new EngineException(EngineFailure.ModelNotLoaded,
                "anti_spoofing is set, but the loaded pack has no model that tells live faces; "
                + "install silent-face-antispoofing and load with "
                + $"{FacesOptions.AntispoofV2} and {FacesOptions.AntispoofV1Se}, or load Model = default.")
            : _liveness.Judge(picture, faces, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector?.Dispose();
        _aligner?.Dispose();
        _embedder?.Dispose();
        _attributes.ForEach(model => model.Dispose());
        _liveness?.Dispose();
    }
}
