using Grpc.Core;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>Answers with what a test gives it, and keeps what it was asked.</summary>
internal sealed class MadeUpService : Backend.BackendBase
{
    public DetectResponse Detections { get; set; } = new();

    public FaceVerifyResponse Verification { get; set; } = new();

    public FaceAnalyzeResponse Analysis { get; set; } = new();

    /// <summary>Said instead of an answer.</summary>
    public string Refusal { get; set; } = "";

    public ModelOptions? Loaded { get; private set; }

    public DetectOptions? ToDetect { get; private set; }

    public FaceVerifyRequest? ToVerify { get; private set; }

    public FaceAnalyzeRequest? ToAnalyze { get; private set; }

    public override Task<Result> LoadModel(ModelOptions request, ServerCallContext context)
    {
        Loaded = request;
        return Task.FromResult(new Result { Success = true });
    }

    public override Task<DetectResponse> Detect(DetectOptions request, ServerCallContext context)
    {
        ToDetect = request;
        return AnswerAsync(Detections);
    }

    public override Task<FaceVerifyResponse> FaceVerify(FaceVerifyRequest request, ServerCallContext context)
    {
        ToVerify = request;
        return AnswerAsync(Verification);
    }

    public override Task<FaceAnalyzeResponse> FaceAnalyze(FaceAnalyzeRequest request, ServerCallContext context)
    {
        ToAnalyze = request;
        return AnswerAsync(Analysis);
    }

    private Task<T> AnswerAsync<T>(T answer) => Refusal.Length == 0
        ? Task.FromResult(answer) : throw new RpcException(new Status(StatusCode.InvalidArgument, Refusal));
}
