using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Images and videos.
internal sealed partial class BackendService
{
    public override Task<Result> GenerateImage(GenerateImageRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IImageGenerator generator, CancellationToken token) =>
            generator.GenerateImageAsync(request, token));

    public override Task<Result> GenerateVideo(GenerateVideoRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVideoGenerator generator, CancellationToken token) =>
            generator.GenerateVideoAsync(request, token));

    public override Task<DetectResponse> Detect(DetectOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IDetector detector, CancellationToken token) => detector.DetectAsync(request, token));

    public override Task<FaceVerifyResponse> FaceVerify(FaceVerifyRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFaceRecognizer recognizer, CancellationToken token) =>
            recognizer.FaceVerifyAsync(request, token));

    public override Task<FaceAnalyzeResponse> FaceAnalyze(FaceAnalyzeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IFaceRecognizer recognizer, CancellationToken token) =>
            recognizer.FaceAnalyzeAsync(request, token));
}
