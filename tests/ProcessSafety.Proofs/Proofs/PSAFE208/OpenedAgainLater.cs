// One object is not made, another one is, and is disposed of: what it holds is emptied then, and listed before.
// form: used again
// hazard: exit 134, stdout not made, stderr System.NullReferenceException
// fixed: exit 0, stdout not made, stdout page 1, stdout pages: 0
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

internal static class Program
{
    private static void Main()
    {
        Make("");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Make("book");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make(string name)
    {
        try
        {
            Book book = new(name);
            book.Dispose();
            Console.WriteLine($"pages: {book.Pages}");
        }
        catch (ArgumentException)
        {
            Console.WriteLine("not made");
        }
    }
}

internal class Book : IDisposable
{
    private readonly List<int> _pages;

    public Book(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _pages = new List<int> { 1 };
    }

    ~Book() => Dispose(disposing: false);

    public int Pages => _pages.Count;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (int page in _pages)
        {
            Console.WriteLine($"page {page}");
        }

        _pages.Clear();
    }
}
