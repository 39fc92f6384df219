using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Audio as a signal: codecs, transformations, conversations.
internal sealed partial class BackendService
{
    public override Task<AudioEncodeResult> AudioEncode(AudioEncodeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IAudioCodec codec, CancellationToken token) => codec.AudioEncodeAsync(request, token));

    public override Task<AudioDecodeResult> AudioDecode(AudioDecodeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IAudioCodec codec, CancellationToken token) => codec.AudioDecodeAsync(request, token));

    public override Task<AudioTransformResult> AudioTransform(AudioTransformRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IAudioTransformer transformer, CancellationToken token) =>
            transformer.AudioTransformAsync(request, token));

    public override Task AudioTransformStream(IAsyncStreamReader<AudioTransformFrameRequest> requestStream,
        IServerStreamWriter<AudioTransformFrameResponse> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (IAudioTransformer transformer, CancellationToken token) =>
            transformer.AudioTransformStreamAsync(RequestStream.ReadAsync(requestStream, token), token));

    public override Task AudioToAudioStream(IAsyncStreamReader<AudioToAudioRequest> requestStream,
        IServerStreamWriter<AudioToAudioResponse> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (IConversation conversation, CancellationToken token) =>
            conversation.AudioToAudioStreamAsync(RequestStream.ReadAsync(requestStream, token), token));
}
