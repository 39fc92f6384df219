namespace LocalAI.Plugins.Zoo;

internal sealed partial class MirrorModel : IImageGenerator, IVideoGenerator, IDetector, IFaceRecognizer
{
    public Task<Result> GenerateImageAsync(GenerateImageRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"image {request.PositivePrompt}");

    public Task<Result> GenerateVideoAsync(GenerateVideoRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"video {request.Prompt}");

    public Task<DetectResponse> DetectAsync(DetectOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new DetectResponse { Detections = { new Detection { ClassName = request.Src } } });

    public Task<FaceVerifyResponse> FaceVerifyAsync(FaceVerifyRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new FaceVerifyResponse { Verified = request.Img1 == request.Img2 });

    public Task<FaceAnalyzeResponse> FaceAnalyzeAsync(FaceAnalyzeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new FaceAnalyzeResponse { Faces = { new FaceAnalysis { DominantEmotion = request.Img } } });
}
