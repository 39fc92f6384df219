namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>What the mirror answers, for every RPC: what it was asked and what it says.</summary>
internal static class MirrorTable
{
    /// <summary>The RPCs that the mirror answers without a model.</summary>
    public static IReadOnlyList<string> Stateless { get; } =
    [
        "StoresSet", "StoresDelete", "StoresGet", "StoresFind", "AudioEncode", "AudioDecode",
        "StartQuantization", "QuantizationProgress", "StopQuantization",
    ];

    public static IReadOnlyList<(string Rpc, string[] Requests, string[] Answers)> Rows { get; } =
    [
        Row("Predict", """{ "Prompt": "hi" }""", """{ "message": "aGk=", "prompt_tokens": 2 }"""),
        Row("PredictStream", """{ "Prompt": "hi ho" }""",
            """{ "message": "aGk=" }""", """{ "message": "aG8=" }""", """{ "tokens": 2 }"""),
        Row("Embedding", """{ "Embeddings": "AB" }""", """{ "embeddings": [ 65, 66 ] }"""),
        Row("GenerateImage", """{ "positive_prompt": "a fox" }""", """{ "message": "image a fox", "success": true }"""),
        Row("GenerateVideo", """{ "prompt": "a fox runs" }""", """{ "message": "video a fox runs", "success": true }"""),
        Row("AudioTranscription", """{ "dst": "a.wav" }""", """{ "text": "a.wav" }"""),
        Row("AudioTranscriptionStream", """{ "dst": "a.wav" }""",
            """{ "delta": "a.wav" }""", """{ "final_result": { "text": "a.wav" } }"""),
        Row("TTS", """{ "text": "hi" }""", """{ "message": "speech hi", "success": true }"""),
        Row("TTSStream", """{ "text": "hi" }""", """{ "message": "eyJzYW1wbGVfcmF0ZSI6MTYwMDB9" }""", """{ "audio": "aGk=" }"""),
        Row("SoundGeneration", """{ "text": "rain" }""", """{ "message": "sound rain", "success": true }"""),
        Row("TokenizeString", """{ "Prompt": "hi" }""", """{ "length": 2 }"""),
        Row("Detect", """{ "src": "cat" }""", """{ "Detections": [ { "class_name": "cat" } ] }"""),
        Row("FaceVerify", """{ "img1": "a", "img2": "a" }""", """{ "verified": true }"""),
        Row("FaceAnalyze", """{ "img": "joy" }""", """{ "faces": [ { "dominant_emotion": "joy" } ] }"""),
        Row("VoiceVerify", """{ "audio1": "a", "audio2": "a" }""", """{ "verified": true }"""),
        Row("VoiceAnalyze", """{ "audio": "joy" }""", """{ "segments": [ { "dominant_emotion": "joy" } ] }"""),
        Row("VoiceEmbed", """{ "audio": "a.wav" }""", """{ "model": "a.wav" }"""),
        Row("StoresSet", """{ "Keys": [ {}, {} ] }""", """{ "message": "set 2", "success": true }"""),
        Row("StoresDelete", """{ "Keys": [ {} ] }""", """{ "message": "delete 1", "success": true }"""),
        Row("StoresGet", """{ "Keys": [ { "Floats": [ 1 ] } ] }""", """{ "Keys": [ { "Floats": [ 1 ] } ] }"""),
        Row("StoresFind", """{ "Key": { "Floats": [ 1 ] }, "TopK": 3 }""",
            """{ "Keys": [ { "Floats": [ 1 ] } ], "Similarities": [ 3 ] }"""),
        Row("Rerank", """{ "query": "who", "documents": [ "me" ] }""",
            """{ "usage": { "total_tokens": 3 }, "results": [ { "text": "me" } ] }"""),
        Row("GetMetrics", "{}", """{ "tokens_per_second": 42 }"""),
        Row("VAD", """{ "audio": [ 0, 0 ] }""", """{ "segments": [ { "end": 2 } ] }"""),
        Row("Diarize", """{ "dst": "a.wav" }""", """{ "segments": [ { "text": "a.wav" } ] }"""),
        Row("AudioEncode", """{ "pcm_data": "aGk=", "sample_rate": 8 }""", """{ "frames": [ "aGk=" ], "sample_rate": 8 }"""),
        Row("AudioDecode", """{ "frames": [ "aA==", "aQ==" ] }""", """{ "pcm_data": "aGk=" }"""),
        Row("AudioTransform", """{ "audio_path": "a.wav" }""", """{ "dst": "a.wav" }"""),
        ("AudioTransformStream",
            ["""{ "config": {} }""", """{ "frame": { "audio_pcm": "aA==" } }""", """{ "frame": { "audio_pcm": "aQ==" } }"""],
            ["""{ "pcm": "aA==" }""", """{ "pcm": "aQ==", "frame_index": "1" }"""]),
        ("AudioToAudioStream",
            ["""{ "config": {} }""", """{ "control": { "event": "hi" } }""", """{ "control": { "event": "ho" } }"""],
            ["""{ "event": "hi", "sequence": "1" }""", """{ "event": "ho", "sequence": "2" }"""]),
        Row("ModelMetadata", "{}", """{ "rendered_template": "mirror" }"""),
        Row("StartFineTune", """{ "job_id": "7" }""", """{ "job_id": "7", "success": true }"""),
        Row("FineTuneProgress", """{ "job_id": "7" }""", """{ "job_id": "7", "status": "training" }""",
            """{ "job_id": "7", "progress_percent": 100, "status": "completed" }"""),
        Row("StopFineTune", """{ "job_id": "7" }""", """{ "message": "stop 7", "success": true }"""),
        Row("ListCheckpoints", """{ "output_dir": "out" }""", """{ "checkpoints": [ { "path": "out" } ] }"""),
        Row("ExportModel", """{ "checkpoint_path": "c" }""", """{ "message": "export c", "success": true }"""),
        Row("StartQuantization", """{ "job_id": "8" }""", """{ "job_id": "8", "success": true }"""),
        Row("QuantizationProgress", """{ "job_id": "8" }""", """{ "job_id": "8", "status": "quantizing" }""",
            """{ "job_id": "8", "progress_percent": 100, "status": "completed" }"""),
        Row("StopQuantization", """{ "job_id": "8" }""", """{ "message": "stop 8", "success": true }"""),
    ];

    /// <summary>A request whose stream the mirror never ends by itself.</summary>
    public static string EndlessRequest(string rpc) => rpc switch
    {
        "PredictStream" => """{ "Prompt": "endless" }""",
        "AudioTranscriptionStream" => """{ "dst": "endless" }""",
        "TTSStream" => """{ "text": "endless" }""",
        "FineTuneProgress" or "QuantizationProgress" => """{ "job_id": "endless" }""",
        "AudioTransformStream" => """{ "frame": {} }""",
        "AudioToAudioStream" => """{ "control": {} }""",
        _ => throw new ArgumentException($"{rpc} is no stream.", nameof(rpc)),
    };

    private static (string, string[], string[]) Row(string rpc, string request, params string[] answers) =>
        (rpc, [request], answers);
}
