document.title = "A page for the tests of the back end";
