using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Speech and sound, file by file.
internal sealed partial class BackendService
{
    public override Task<TranscriptResult> AudioTranscription(TranscriptRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ITranscriber transcriber, CancellationToken token) =>
            transcriber.AudioTranscriptionAsync(request, token));

    public override Task AudioTranscriptionStream(
        TranscriptRequest request, IServerStreamWriter<TranscriptStreamResponse> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (ITranscriber transcriber, CancellationToken token) =>
            transcriber.AudioTranscriptionStreamAsync(request, token));

    public override Task<Result> TTS(TTSRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ISpeechSynthesizer synthesizer, CancellationToken token) =>
            synthesizer.TTSAsync(request, token));

    public override Task TTSStream(
        TTSRequest request, IServerStreamWriter<Reply> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (ISpeechSynthesizer synthesizer, CancellationToken token) =>
            synthesizer.TTSStreamAsync(request, token));

    public override Task<Result> SoundGeneration(SoundGenerationRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ISoundGenerator generator, CancellationToken token) =>
            generator.SoundGenerationAsync(request, token));

    public override Task<VADResponse> VAD(VADRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IVoiceActivity detector, CancellationToken token) => detector.VADAsync(request, token));

    public override Task<DiarizeResponse> Diarize(DiarizeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IDiarizer diarizer, CancellationToken token) => diarizer.DiarizeAsync(request, token));

    public override Task<VoiceVerifyResponse> VoiceVerify(VoiceVerifyRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ISpeakerRecognizer recognizer, CancellationToken token) =>
            recognizer.VoiceVerifyAsync(request, token));

    public override Task<VoiceAnalyzeResponse> VoiceAnalyze(VoiceAnalyzeRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ISpeakerRecognizer recognizer, CancellationToken token) =>
            recognizer.VoiceAnalyzeAsync(request, token));

    public override Task<VoiceEmbedResponse> VoiceEmbed(VoiceEmbedRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ISpeakerRecognizer recognizer, CancellationToken token) =>
            recognizer.VoiceEmbedAsync(request, token));
}
