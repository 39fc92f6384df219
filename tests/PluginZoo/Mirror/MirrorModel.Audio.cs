using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace LocalAI.Plugins.Zoo;

internal sealed partial class MirrorModel : ITranscriber, ISpeechSynthesizer, ISoundGenerator, IVoiceActivity, IDiarizer,
    ISpeakerRecognizer, IAudioTransformer, IConversation
{
    public Task<TranscriptResult> AudioTranscriptionAsync(TranscriptRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new TranscriptResult { Text = request.Dst });

    public async IAsyncEnumerable<TranscriptStreamResponse> AudioTranscriptionStreamAsync(
        TranscriptRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new TranscriptStreamResponse { Delta = request.Dst };
        await Cancellations.WaitIfEndlessAsync(request.Dst, "AudioTranscriptionStream", cancellationToken);
        yield return new TranscriptStreamResponse { FinalResult = new TranscriptResult { Text = request.Dst } };
    }

    public Task<Result> TTSAsync(TTSRequest request, CancellationToken cancellationToken) => Echo.Done($"speech {request.Text}");

    public async IAsyncEnumerable<Reply> TTSStreamAsync(
        TTSRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Reply { Message = ByteString.CopyFromUtf8("{\"sample_rate\":16000}") };
        await Cancellations.WaitIfEndlessAsync(request.Text, "TTSStream", cancellationToken);
        yield return new Reply { Audio = ByteString.CopyFromUtf8(request.Text) };
    }

    public Task<Result> SoundGenerationAsync(SoundGenerationRequest request, CancellationToken cancellationToken) =>
        Echo.Done($"sound {request.Text}");

    public Task<VADResponse> VADAsync(VADRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new VADResponse { Segments = { new VADSegment { End = request.Audio.Count } } });

    public Task<DiarizeResponse> DiarizeAsync(DiarizeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new DiarizeResponse { Segments = { new DiarizeSegment { Text = request.Dst } } });

    public Task<VoiceVerifyResponse> VoiceVerifyAsync(VoiceVerifyRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new VoiceVerifyResponse { Verified = request.Audio1 == request.Audio2 });

    public Task<VoiceAnalyzeResponse> VoiceAnalyzeAsync(VoiceAnalyzeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new VoiceAnalyzeResponse { Segments = { new VoiceAnalysis { DominantEmotion = request.Audio } } });

    public Task<VoiceEmbedResponse> VoiceEmbedAsync(VoiceEmbedRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new VoiceEmbedResponse { Model = request.Audio });

    public Task<AudioTransformResult> AudioTransformAsync(AudioTransformRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AudioTransformResult { Dst = request.AudioPath });

    public async IAsyncEnumerable<AudioTransformFrameResponse> AudioTransformStreamAsync(
        IAsyncEnumerable<AudioTransformFrameRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = 0;
        await foreach (var request in Cancellations.ObserveAsync(requests, "AudioTransformStream", cancellationToken))
        {
            if (request.Frame is { } frame)
                yield return new AudioTransformFrameResponse { Pcm = frame.AudioPcm, FrameIndex = index++ };
        }
    }

    public async IAsyncEnumerable<AudioToAudioResponse> AudioToAudioStreamAsync(
        IAsyncEnumerable<AudioToAudioRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sequence = 0;
        await foreach (var request in Cancellations.ObserveAsync(requests, "AudioToAudioStream", cancellationToken))
        {
            if (request.Control is { } control)
                yield return new AudioToAudioResponse { Event = control.Event, Sequence = ++sequence };
        }
    }
}
