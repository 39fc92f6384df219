namespace LocalAI.Plugins.Llama;

internal static class Placeholder;
