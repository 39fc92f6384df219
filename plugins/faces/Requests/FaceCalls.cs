using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Analysis;
using LocalAI.Plugins.Faces.Liveness;
using LocalAI.Plugins.Faces.Recognition;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>The RPCs of a loaded pack: what is checked, in which order, and what is answered.</summary>
internal sealed class FaceCalls(FacePack pack, FaceRules rules)
{
    /// <summary>Every face of an image.</summary>
    /// <exception cref="EngineException"><see cref="EngineFailure.InvalidInput"/>: no image, or no threshold.</exception>
    public DetectResponse Detect(DetectOptions request, CancellationToken cancellationToken)
    {
        var threshold = Threshold(request.Threshold, rules.DetectorThreshold);
        using var picture = Read("src", request.Src, rules.Threads);
        var response = new DetectResponse();
        foreach (var face in pack.Find(picture, threshold, cancellationToken))
            response.Detections.Add(Answers.Detection(face));
        return response;
    }

    /// <summary>The vector of the surest face of the first image.</summary>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: no image; <see cref="EngineFailure.NotFound"/>: no face that can be compared.
    /// </exception>
    public EmbeddingResult Embed(PredictOptions request, CancellationToken cancellationToken)
    {
        if (request.Images.Count == 0)
            throw new EngineException(EngineFailure.InvalidInput, "Images is empty; this model embeds faces, so send an image with one.");
        using var picture = Read("Images[0]", request.Images[0], rules.Threads);
        if (pack.Find(picture, rules.DetectorThreshold, cancellationToken) is not [var best, ..]
            || pack.Embed(picture, best, cancellationToken) is not { } vector)
        {
            throw NoFace("Images[0]");
        }
        var result = new EmbeddingResult();
        result.Embeddings.AddRange(vector);
        return result;
    }

    /// <summary>Whether the surest faces of two images are one person's.</summary>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: no images, or no threshold; <see cref="EngineFailure.NotFound"/>: no face;
    /// <see cref="EngineFailure.ModelNotLoaded"/>: liveness is asked for, and the pack has no model for it.
    /// </exception>
    public async Task<FaceVerifyResponse> VerifyAsync(FaceVerifyRequest request, CancellationToken cancellationToken)
    {
        var threshold = Threshold(request.Threshold, rules.VerifyThreshold);
        // Each image goes its whole way on its own; that one is no image is told before that the other shows no face.
        var (first, second) = await Both.RunAsync(
            () => Compared("img1", request.Img1, cancellationToken), () => Compared("img2", request.Img2, cancellationToken));
        using (first)
        using (second)
        {
            var (one, other) = (first.Best ?? throw NoFace("img1"), second.Best ?? throw NoFace("img2"));
            var response = Answers.Verification(one, other, Comparison.Of(one.Vector, other.Vector, threshold), rules.Model);
            if (request.AntiSpoofing)
            {
                var live = await Both.RunAsync(
                    () => pack.Judge(first.Picture, [one.Face], cancellationToken)[0],
                    () => pack.Judge(second.Picture, [other.Face], cancellationToken)[0]);
                Answers.Add(response, live.First, live.Second);
            }
            response.ProcessingTimeMs = (float)Stopwatch.GetElapsedTime(Math.Min(first.Decoded, second.Decoded)).TotalMilliseconds;
            return response;
        }
    }

    /// <summary>What can be told of every face of an image.</summary>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: no image; <see cref="EngineFailure.ModelNotLoaded"/>: liveness of faces is asked for, and
    /// the pack has no model for it.
    /// </exception>
    public FaceAnalyzeResponse Analyze(FaceAnalyzeRequest request, CancellationToken cancellationToken)
    {
        using var picture = Read("img", request.Img, rules.Threads);
        var faces = pack.Find(picture, rules.DetectorThreshold, cancellationToken);
        var response = new FaceAnalyzeResponse();
        if (faces.Count == 0)
            return response;
        Verdict[]? verdicts = request.AntiSpoofing ? pack.Judge(picture, faces, cancellationToken) : null;
        var wanted = WantedAttributes.Read(request.Actions);
        var traits = pack.Describe(picture, faces, wanted, cancellationToken);
        for (var i = 0; i < faces.Count; i++)
            response.Faces.Add(Answers.Analysis(faces[i], traits[i], wanted, verdicts?[i]));
        return response;
    }

    private ComparedImage Compared(string field, string source, CancellationToken cancellationToken)
    {
        // The other image has the other half of the threads.
        var picture = Read(field, source, rules.Threads / 2);
        try
        {
            return new ComparedImage(picture, Stopwatch.GetTimestamp(), Best(picture, cancellationToken));
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    private ComparedFace? Best(Picture picture, CancellationToken cancellationToken) =>
        pack.Find(picture, rules.DetectorThreshold, cancellationToken) is [var best, ..]
            && pack.Embed(picture, best, cancellationToken) is { } vector
            ? new ComparedFace(best, vector)
            : null;

    private Picture Read(string field, string source, int threads) =>
        PictureReader.Read(field, source, rules.Roots, PictureLimits.Default, threads);

    private static float Threshold(float asked, float usual) => float.IsFinite(asked)
        ? asked > 0 ? asked : usual
        : throw new EngineException(EngineFailure.InvalidInput, "threshold is no finite number; send 0 for the model's own.");

    private EngineException NoFace(string field) => new(EngineFailure.NotFound, pack.ComparesFaces
        ? $"no face detected in {field}; send a photo in which one is seen from the front."
        : $"no face detected in {field} that could be compared: the loaded pack has no model for that; load one with a recogniser.");
}
