using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Audio as a signal: codecs, transformations, conversations.
internal sealed partial class BackendService
{
    public override Task<AudioEncodeResult> AudioEncode(AudioEncodeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IAudioCodec codec, AudioEncodeRequest request, CancellationToken token) => codec.AudioEncodeAsync(request, token));

    public override Task<AudioDecodeResult> AudioDecode(AudioDecodeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IAudioCodec codec, AudioDecodeRequest request, CancellationToken token) => codec.AudioDecodeAsync(request, token));

    public override Task<AudioTransformResult> AudioTransform(AudioTransformRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IAudioTransformer transformer, AudioTransformRequest request, CancellationToken token) => transformer.AudioTransformAsync(request, token));

    public override Task AudioTransformStream(
        IAsyncStreamReader<AudioTransformFrameRequest> requestStream, IServerStreamWriter<AudioTransformFrameResponse> responseStream,
        ServerCallContext context) =>
        dispatcher.BidiAsync(requestStream, responseStream, context,
            static (IAudioTransformer transformer, IAsyncEnumerable<AudioTransformFrameRequest> requests, CancellationToken token) => transformer.AudioTransformStreamAsync(requests, token));

    public override Task AudioToAudioStream(
        IAsyncStreamReader<AudioToAudioRequest> requestStream, IServerStreamWriter<AudioToAudioResponse> responseStream,
        ServerCallContext context) =>
        dispatcher.BidiAsync(requestStream, responseStream, context,
            static (IConversation conversation, IAsyncEnumerable<AudioToAudioRequest> requests, CancellationToken token) => conversation.AudioToAudioStreamAsync(requests, token));
}
