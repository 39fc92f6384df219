namespace LocalAI.Plugins.Zoo.Library;

/// <summary>Version 2 of a library that two plugins bring side by side.</summary>
public static class Fables
{
    public static string Title => $"Fables, volume 2, from {typeof(Fables).Assembly.GetName().Version}";
}
