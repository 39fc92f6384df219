namespace LocalAI.Plugins.Host.Life;

/// <summary>Ends the host when the process that started it is gone, so that a killed LocalAI leaves no backend behind.</summary>
internal static class ParentWatch
{
    /// <summary>Starts watching; does nothing on Windows, and where the parent is the init process of a container.</summary>
    public static void Start(TimeSpan interval)
    {
        if (OperatingSystem.IsWindows() || NativeProcess.ParentId() is var parent && parent <= 1)
            return;
        // A thread of its own: busy engines may hold every thread of the pool.
        new Thread(() => Watch(parent, interval), maxStackSize: 1 << 17) { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static void Watch(int parent, TimeSpan interval)
    {
        while (NativeProcess.ParentId() == parent)
            Thread.Sleep(interval);
        Console.Error.WriteLine(
            $"The parent process {parent} exited without stopping this backend; the backend ends itself.");
        NativeProcess.ExitNow(1);
    }
}
